"""Which conversations a list should hold."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, or_

from assistant.store.records import Rating
from assistant.store.tables import ConversationRow, EntryRow, FeedbackRow, TurnRow


@dataclass(frozen=True)
class Filter:
    """Which conversations to list; an unset field asks for nothing.

    `owners`: one of them has it. `text`: in the id, a message, a reply, or what an agent wrote.
    """

    owners: tuple[str, ...] = ()
    intent: str | None = None
    language: str | None = None
    failed_checks: bool = False
    rating: Rating | None = None
    text: str = ""

    def conditions(self) -> list[ColumnElement[bool]]:
        """The filter as conditions on conversation rows."""
        turns = TurnRow.conversation_id == ConversationRow.id
        wanted: list[ColumnElement[bool]] = []
        if self.owners:
            wanted.append(ConversationRow.owner.in_(self.owners))
        if self.language:
            wanted.append(ConversationRow.language == self.language)
        if self.intent:
            wanted.append(exists().where(turns, TurnRow.intent == self.intent))
        if self.failed_checks:
            wanted.append(exists().where(turns, TurnRow.failed_checks > 0))
        if self.rating:
            rated = FeedbackRow.turn_id == TurnRow.id
            wanted.append(exists().where(turns, rated, FeedbackRow.rating == self.rating))
        if self.text.strip():
            wanted.append(_mentions(self.text.strip()))
        return wanted


def _mentions(text: str) -> ColumnElement[bool]:
    turns = TurnRow.conversation_id == ConversationRow.id
    entries = EntryRow.conversation_id == ConversationRow.id
    reply = func.json_extract(TurnRow.record, "$.reply")
    return or_(
        ConversationRow.id == text,
        exists().where(turns, TurnRow.message.icontains(text, autoescape=True)),
        exists().where(turns, reply.icontains(text, autoescape=True)),
        exists().where(entries, EntryRow.text.icontains(text, autoescape=True)),
    )
