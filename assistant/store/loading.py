"""The conversation as the assistant knows it, to and from the rows that hold it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.state import Conversation, Turn
from assistant.store.base import conversation_row
from assistant.store.cart import read_quantities
from assistant.store.records import DONE
from assistant.store.tables import ConversationRow, TurnRow

RECENT_TURNS = 50
"""Turns that the assistant is given: more than any prompt holds, less than a slow read."""


def load_conversation(session: Session, conversation_id: str) -> Conversation:
    """Return the conversation with its recent answered turns, oldest first.

    Raises:
        NotFoundError: There is no such conversation.
    """
    row = conversation_row(session, conversation_id)
    records = session.scalars(
        select(TurnRow.record)
        .where(TurnRow.conversation_id == conversation_id, TurnRow.status == DONE)
        .order_by(TurnRow.id.desc())
        .limit(RECENT_TURNS)
    ).all()
    state = Conversation.model_validate_json(row.state)
    turns = [Turn.model_validate_json(record) for record in reversed(records) if record]
    cart = read_quantities(session, conversation_id)
    return state.model_copy(update={"turns": turns, "owner": row.owner, "cart": cart})


def store_conversation(row: ConversationRow, conversation: Conversation) -> None:
    """Write what is remembered between turns; turns and cart have rows of their own."""
    row.state = conversation.model_dump_json(exclude={"turns", "owner", "cart"})
