"""The console's audit trail: who changed which setting, reply, colleague or answer, and when."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from assistant.store.base import StoreContext
from assistant.store.support_tables import TrailRow
from assistant.store.tables import EntryRow

_OF_AGENTS = ("owner", "note", "look")
"""Entries of conversations that tell what an agent did; messages stand in the transcripts."""
_NOBODY_AT_THE_CONSOLE = ("shopper", "assistant")


@dataclass(frozen=True)
class Deed:
    """Something that somebody did at the console; `subject` is what it was done to."""

    at: datetime
    actor: str
    action: str
    subject: str
    detail: str


class Trail:
    """Adds lines in the transaction of what they tell about, and reads the latest."""

    def __init__(self, context: StoreContext) -> None:
        self._context = context

    def add(
        self, session: Session, actor: str, action: str, subject: str, detail: str = ""
    ) -> None:
        """Add a line; it stands exactly if the work of this transaction stands."""
        now = self._context.clock()
        session.add(TrailRow(at=now, actor=actor, action=action, subject=subject, detail=detail))

    def note(self, actor: str, action: str, subject: str, detail: str = "") -> None:
        """Add a line about something that was done outside this database."""
        with self._context.database.session() as session:
            self.add(session, actor, action, subject, detail)

    def latest(self, limit: int = 200) -> list[Deed]:
        """The latest deeds at the console and in conversations, newest first."""
        in_conversations = select(
            EntryRow.at,
            EntryRow.actor,
            EntryRow.kind.label("action"),
            (literal("conversation ") + EntryRow.conversation_id).label("subject"),
            EntryRow.text.label("detail"),
        ).where(EntryRow.kind.in_(_OF_AGENTS), EntryRow.actor.not_in(_NOBODY_AT_THE_CONSOLE))
        at_the_console = select(
            TrailRow.at, TrailRow.actor, TrailRow.action, TrailRow.subject, TrailRow.detail
        )
        deeds = union_all(at_the_console, in_conversations).subquery()
        with self._context.database.session(read_only=True) as session:
            rows = session.execute(select(deeds).order_by(deeds.c.at.desc()).limit(limit))
            return [Deed(*row) for row in rows]
