"""What a shopper says yes to: bound to the words shown, the records behind them, and the turn."""

import hashlib
import json
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.orders.operations import OPERATIONS, Operation
from assistant.state import Conversation

CONFIRMATION = "confirmation"
"""The key of a conversation's form under which the confirmation that was shown is kept."""


class Confirmation(BaseModel):
    """What exactly a yes would do: bound to the summary shown, the records and the turn.

    `turn` is the number of the turn that shows it: a yes counts in the very next one only.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    operation: str
    arguments: dict[str, Any]
    versions: dict[str, int]
    summary: str
    turn: int

    @property
    def asked_for(self) -> Operation:
        """The operation that a yes would do.

        Raises:
            KeyError, ValidationError: What was kept is no operation.
        """
        return OPERATIONS[self.operation].model_validate(self.arguments)

    @property
    def verb(self) -> str:
        """What would be done, in a word that a yes may repeat."""
        verb = self.operation.split("_")[0]
        return "change" if verb == "modify" else verb

    @property
    def digest(self) -> str:
        """What identifies it: of the operation, the records' versions and the words shown."""
        content = json.dumps(self.model_dump(mode="json"), sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()


def shown_confirmation(conversation: Conversation) -> Confirmation | None:
    """Return the confirmation that the last turn showed, if it did."""
    kept = conversation.form.get(CONFIRMATION)
    if kept is None:
        return None
    try:
        shown = Confirmation.model_validate(kept)
    except ValidationError:
        return None
    return shown if shown.turn == len(conversation.turns) - 1 else None
