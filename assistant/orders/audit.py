"""The audit trail: who read or changed what, on whose word; entries are only ever added."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel
from pydantic_core import from_json, to_json
from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.orders.tables import AuditRow
from retrieval.database import Database

DONE = "done"
Kind = Literal["read", "write", "verify"]


@dataclass(frozen=True)
class Caller:
    """On whose behalf the desk is asked: a conversation, and the shopper once one is known."""

    conversation_id: str
    shopper_id: str | None = None


class AuditEntry(BaseModel):
    """One thing that was done, or refused, with personal data."""

    at: AwareDatetime
    conversation_id: str
    shopper_id: str | None = None
    kind: Kind
    action: str
    subject: str | None = None
    outcome: str = DONE
    arguments: dict[str, Any] = {}
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    confirmation: str | None = None


@dataclass(frozen=True)
class Audit:
    """The trail in one database. `add` takes the session that the audited work is done in."""

    database: Database = field(repr=False)

    def add(self, session: Session, entry: AuditEntry) -> None:
        """Append an entry in that transaction: it stands exactly if the work stands."""
        columns = entry.model_dump()
        for name in ("arguments", "before", "after"):
            columns[name] = None if columns[name] is None else to_json(columns[name]).decode()
        columns["at"] = _stamp(entry.at)
        session.add(AuditRow(**columns))

    def entries(self, conversation_id: str | None = None) -> list[AuditEntry]:
        """Return the entries, oldest first, of one conversation or of all."""
        query = select(AuditRow).order_by(AuditRow.id)
        if conversation_id is not None:
            query = query.where(AuditRow.conversation_id == conversation_id)
        with self.database.session(read_only=True) as session:
            return [_entry(row) for row in session.scalars(query)]

    def failed_verifications(self, conversation_id: str, since: datetime) -> list[datetime]:
        """Return when the conversation failed to name a known shopper since then, in order."""
        query = (
            select(AuditRow.at)
            .where(AuditRow.conversation_id == conversation_id)
            .where(AuditRow.kind == "verify", AuditRow.outcome != DONE)
            .where(AuditRow.at > _stamp(since))
            .order_by(AuditRow.id)
        )
        with self.database.session(read_only=True) as session:
            return [datetime.fromisoformat(at) for at in session.scalars(query)]

    def export(self, conversation_id: str | None = None) -> Iterator[str]:
        """Yield the trail as JSON lines, oldest first, of one conversation or of all."""
        for entry in self.entries(conversation_id):
            yield entry.model_dump_json()


def _stamp(at: datetime) -> str:
    # Always UTC and always with microseconds, so that the text sorts as the time does.
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _entry(row: AuditRow) -> AuditEntry:
    columns = {name: getattr(row, name) for name in AuditEntry.model_fields}
    for name in ("arguments", "before", "after"):
        columns[name] = from_json(columns[name]) if columns[name] else columns[name]
    return AuditEntry.model_validate(columns)
