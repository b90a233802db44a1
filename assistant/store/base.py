"""What the parts of the store share: the database, the clock, the waiters, the audit trail."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from assistant.errors import NotFoundError
from assistant.store.changes import Changes
from assistant.store.records import Owner
from assistant.store.tables import ConversationRow, EntryRow
from retrieval.database import Database


@dataclass(frozen=True)
class StoreContext:
    """Shared by the parts of one store; every part writes through it, none keeps state."""

    database: Database
    changes: Changes
    clock: Callable[[], datetime]

    def note(
        self, session: Session, conversation_id: str, kind: str, actor: str, text: str = ""
    ) -> EntryRow:
        """Add a line to the audit trail, in the transaction of what it tells about."""
        entry = EntryRow(
            conversation_id=conversation_id, kind=kind, actor=actor, text=text, at=self.clock()
        )
        session.add(entry)
        session.flush()
        return entry

    def set_owner(self, session: Session, row: ConversationRow, owner: Owner, by: str) -> None:
        """Give a conversation another owner; the audit trail tells when, and by whom."""
        row.owner = owner
        row.owner_since = row.updated_at = self.clock()
        self.note(session, row.id, "owner", by, owner)


def conversation_row(session: Session, conversation_id: str) -> ConversationRow:
    """Return the row.

    Raises:
        NotFoundError: There is no such conversation (any more).
    """
    row = session.get(ConversationRow, conversation_id)
    if row is None:
        raise NotFoundError("there is no such conversation; it may have been erased")
    return row
