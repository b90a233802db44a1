"""The events of a turn as they are kept: numbered from one, for readers at any point."""

from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from assistant.errors import NotFoundError
from assistant.store.records import UNFINISHED, Progress
from assistant.store.tables import TurnEventRow, TurnRow


def append_events(session: Session, turn_id: int, events: list[str]) -> None:
    """Add events after those that are there."""
    known = select(func.max(TurnEventRow.seq)).where(TurnEventRow.turn_id == turn_id)
    first = (session.scalar(known) or 0) + 1
    rows = [
        {"turn_id": turn_id, "seq": seq, "data": data}
        for seq, data in enumerate(events, start=first)
    ]
    if rows:
        session.execute(insert(TurnEventRow), rows)


def read_progress(
    session: Session, turn_id: int, attempt: int, after: int, now: datetime
) -> Progress:
    """Read what a reader who stands at `after` in `attempt` has not seen; see `Turns.progress`."""
    row = session.get(TurnRow, turn_id)
    if row is None:
        raise NotFoundError("there is no such conversation; it may have been erased")
    found = session.execute(
        select(TurnEventRow.seq, TurnEventRow.data)
        .where(
            TurnEventRow.turn_id == turn_id,
            TurnEventRow.seq > (after if attempt == row.attempt else 0),
        )
        .order_by(TurnEventRow.seq)
    )
    unfinished = row.status in UNFINISHED
    return Progress(
        attempt=row.attempt,
        events=[(seq, data) for seq, data in found],
        over=not unfinished,
        abandoned=unfinished and row.lease_until <= now,
    )
