"""Puts a conversation into the agents' queue, with what the agent has to know."""

from sqlalchemy.orm import Session

from assistant.handoff.brief import write_brief
from assistant.state import Conversation
from assistant.store.base import StoreContext
from assistant.store.tables import ConversationRow

ASSISTANT = "assistant"


def queue(
    context: StoreContext,
    session: Session,
    row: ConversationRow,
    conversation: Conversation,
    *,
    by: str,
    reason: str,
) -> None:
    """Let the conversation wait for a person, and leave the agent a note of its facts.

    Args:
        context: The store.
        session: The transaction that it is part of.
        row: The conversation's row.
        conversation: The conversation as it now stands.
        by: Who called for the person.
        reason: Why, in words for the agent; empty: nobody said.
    """
    context.set_owner(session, row, "waiting", by=by)
    context.note(session, row.id, "note", ASSISTANT, write_brief(conversation, reason))
