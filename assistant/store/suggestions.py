"""What the assistant drafted for agents and what they made of it: feedback to train on."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from assistant.state import Conversation, Turn
from assistant.store.base import StoreContext, conversation_row
from assistant.store.loading import load_conversation
from assistant.store.support_tables import SuggestionRow


@dataclass(frozen=True)
class Suggestion:
    """A draft and what was sent; `turn` holds the evidence and who drafted it."""

    conversation_id: str
    agent: str
    draft: str
    sent: str
    turn: Turn
    at: datetime


class Suggestions:
    """Drafts that agents have sent, as they were or edited."""

    def __init__(self, context: StoreContext) -> None:
        self._context = context

    def keep(self, conversation_id: str, agent: str, draft: str, sent: str, turn: Turn) -> None:
        """Keep what an agent made of a draft.

        Raises:
            NotFoundError: There is no such conversation (any more).
        """
        with self._context.database.session() as session:
            conversation_row(session, conversation_id)
            session.add(
                SuggestionRow(
                    conversation_id=conversation_id,
                    agent=agent,
                    draft=draft,
                    sent=sent,
                    turn=turn.model_dump_json(),
                    at=self._context.clock(),
                )
            )

    def all(self) -> list[Suggestion]:
        """Every suggestion that was sent, oldest first."""
        with self._context.database.session(read_only=True) as session:
            rows = session.scalars(select(SuggestionRow).order_by(SuggestionRow.id))
            return [
                Suggestion(
                    row.conversation_id,
                    row.agent,
                    row.draft,
                    row.sent,
                    Turn.model_validate_json(row.turn),
                    row.at,
                )
                for row in rows
            ]

    def conversation(self, conversation_id: str) -> Conversation:
        """The conversation as the assistant knows it: what a draft is made from.

        Raises:
            NotFoundError: There is no such conversation (any more).
        """
        with self._context.database.session(read_only=True) as session:
            return load_conversation(session, conversation_id)
