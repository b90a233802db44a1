"""A conversation in one line, for lists."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assistant.store.records import UNANSWERED, Summary
from assistant.store.tables import ConversationRow, EntryRow, FeedbackRow, TurnRow


def summary(session: Session, row: ConversationRow) -> Summary:
    """Sum up a conversation."""
    turns = session.execute(
        select(
            TurnRow.message,
            TurnRow.intent,
            TurnRow.failed_checks,
            TurnRow.status,
            TurnRow.created_at,
            FeedbackRow.rating,
        )
        .outerjoin(FeedbackRow, FeedbackRow.turn_id == TurnRow.id)
        .where(TurnRow.conversation_id == row.id)
        .order_by(TurnRow.id)
    ).all()
    answered_at = session.scalar(
        select(func.max(EntryRow.at)).where(
            EntryRow.conversation_id == row.id, EntryRow.kind == "agent_message"
        )
    )
    last = turns[-1] if turns else None
    unread = (
        last and last.status == UNANSWERED and not (answered_at and answered_at > last.created_at)
    )
    return Summary(
        id=row.id,
        owner=row.owner,  # type: ignore[arg-type] # only owners are stored
        agent=row.agent,
        language=row.language,
        shopper=row.shopper_id,
        turns=len(turns),
        failed_checks=sum(turn.failed_checks for turn in turns),
        intents=list(dict.fromkeys(turn.intent for turn in turns if turn.intent)),
        ratings=[turn.rating for turn in turns if turn.rating],
        last_message=last.message if last else "",
        awaits_agent=row.owner == "agent" and bool(unread),
        owner_since=row.owner_since,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
