"""The form of a service operation under way, and whether a message goes on with it."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from assistant.orders.confirmation import CONFIRMATION, Confirmation, shown_confirmation
from assistant.orders.consent import is_no, is_yes
from assistant.orders.dialogue.mentions import (
    find_email,
    find_name,
    find_zip,
    gives_address,
)
from assistant.state import Conversation, Intent

_MOST_REMEMBERED = 20
_LONGEST_ANSWER = 40
"""Words: an answer may be an address with a reason, hardly more."""
_NEW_BUSINESS = re.compile(
    r"\?\s*$|^\W*(?:show|find|search|recommend|compare|look(?:ing)? for|i'm looking|i am looking"
    r"|do you|can you|hi|hello|thanks?|where|what|how|when|why|who)\b"
    r"|\b(?:talk|speak|chat) (?:to|with)\b|\b(?:human|real person|representative)\b",
    re.IGNORECASE,
)
"""A question, a wish that no answer to one of ours would begin with, or one for a person."""

_WITHOUT_ADDRESS = frozenset({Intent.ORDER_CANCEL, Intent.RETURN_EXCHANGE})
"""Operations that need no address: who gives one wants the order to go there."""


class Asked(StrEnum):
    """What the shopper was last asked for."""

    NOTHING = "nothing"
    IDENTITY = "identity"
    ORDER = "order"
    REASON = "reason"
    ITEMS = "items"
    NEW_ITEMS = "new_items"
    PAYMENT = "payment"
    ADDRESS = "address"
    CHANGE = "change"
    CONFIRMATION = "confirmation"


class Ask(Exception):  # noqa: N818 - not an error: a question ends the turn from anywhere in it
    """The turn ends here with a question, or with an answer that needs nothing more."""

    def __init__(
        self, statement: str, asked: Asked = Asked.NOTHING, choices: Sequence[str] = ()
    ) -> None:
        super().__init__(statement)
        self.statement = statement
        self.asked = asked
        self.choices = list(choices)


class Said(BaseModel):
    """A message of the shopper's in this form, with the question that it came after."""

    text: str
    asked: Asked = Asked.NOTHING
    choices: list[str] = []


class Form(BaseModel):
    """Everything said in a form, from which each slot is read: the latest word on it counts.

    Slots are not stored. Reading them all from what was said, every time, lets a shopper fill
    them in any order, several at once, and correct any of them later.
    """

    model_config = ConfigDict(extra="ignore")

    intent: Intent
    asked: Asked = Asked.NOTHING
    choices: list[str] = []
    said: list[Said] = []
    confirmation: Confirmation | None = Field(default=None, alias=CONFIRMATION)

    def hear(self, message: str) -> "Form":
        """Return the form with the message in it."""
        said = Said(text=message, asked=self.asked, choices=self.choices)
        return self.model_copy(update={"said": [*self.said, said][-_MOST_REMEMBERED:]})

    def stored(self) -> dict[str, Any]:
        """The form as a conversation keeps it."""
        return self.model_dump(mode="json", exclude_none=True, by_alias=True)


def current_form(conversation: Conversation, intent: Intent) -> Form:
    """Return the form of that intent under way in the conversation, else a new one."""
    if conversation.form.get("intent") == intent:
        return Form.model_validate(conversation.form)
    return Form(intent=intent)


def continued_intent(conversation: Conversation, message: str) -> Intent | None:
    """Return the intent of the form under way if the message answers what it asked.

    This is for understanding: an answer such as "yes" or a bare address has no intent of its own.
    A yes to an offer means what was offered. A message that answers nothing is understood as any
    other; the form stays as it is.

    >>> form = {"intent": "order_status", "asked": "identity"}
    >>> conversation = Conversation(id="c", form=form)
    >>> continued_intent(conversation, "noah@example.com"), continued_intent(conversation, "hi")
    (<Intent.ORDER_STATUS: 'order_status'>, None)
    """
    last = conversation.turns[-1].evidence if conversation.turns else None
    if last and last.offers and is_yes(message):
        return last.offers
    if "intent" not in conversation.form:
        return None
    form = Form.model_validate(conversation.form)
    if form.intent in _WITHOUT_ADDRESS and gives_address(message):
        # "No, don't cancel, send it to 3 Oak Lane ..." is another operation.
        return Intent.ORDER_CHANGE
    return form.intent if _answers(form, conversation, message) else None


def _answers(form: Form, conversation: Conversation, message: str) -> bool:
    match form.asked:
        case Asked.NOTHING:
            return False
        case Asked.IDENTITY:
            return any(find(message) for find in (find_email, find_zip, find_name))
        case Asked.CONFIRMATION if shown_confirmation(conversation) is None:
            # Something else was said since: a yes could be to that.
            return False
    return is_no(message) or not (
        _NEW_BUSINESS.search(message) or len(message.split()) > _LONGEST_ANSWER
    )
