"""A transcript as its shopper may see it: no notes, no evidence, no checks."""

from typing import Any

from assistant.api.agui import turn_notes
from assistant.api.follow import SHOWN_TO_SHOPPERS
from assistant.state import Intent
from assistant.store.records import Entry, StoredTurn, Transcript


def transcript_json(transcript: Transcript) -> dict[str, Any]:
    """Return the transcript with its messages in the order in which they were begun.

    `last_event_id` is where the stream of the conversation's events goes on from here.
    """
    dated = [(turn.at, _exchange(turn)) for turn in transcript.turns]
    dated += [
        (entry.at, [_agent_message(entry)])
        for entry in transcript.entries
        if entry.kind == "agent_message"
    ]
    shown = [entry.id for entry in transcript.entries if entry.kind in SHOWN_TO_SHOPPERS]
    return {
        "conversation_id": transcript.conversation_id,
        "owner": transcript.owner,
        "language": transcript.language,
        "shopper": transcript.shopper.model_dump(),
        "created_at": transcript.created_at.isoformat(),
        "messages": [message for _, group in sorted(dated, key=_moment) for message in group],
        "last_event_id": str(max(shown, default=0)),
    }


def _moment(item: tuple[Any, object]) -> Any:  # noqa: ANN401 - a key for sorting
    return item[0]


def _exchange(stored: StoredTurn) -> list[dict[str, Any]]:
    """The shopper's message and, where there is one, the reply."""
    message = {
        "role": "shopper",
        "text": stored.message,
        "client_message_id": stored.client_message_id,
        "status": stored.status,
        "at": stored.at.isoformat(),
    }
    if stored.turn is None:
        return [message]
    turn = stored.turn
    reply = {
        "role": "assistant",
        "text": turn.reply,
        "client_message_id": stored.client_message_id,
        "cards": [card.model_dump(mode="json") for card in turn.cards],
        "table": turn.evidence.table and turn.evidence.table.model_dump(mode="json"),
        "cart": turn.understanding.intent is Intent.CART,
        "action": turn.evidence.action and turn.evidence.action.model_dump(mode="json"),
        "feedback": stored.feedback and stored.feedback.rating,
        "at": stored.at.isoformat(),
        **turn_notes(turn),
    }
    return [message, reply]


def _agent_message(entry: Entry) -> dict[str, Any]:
    return {
        "role": "agent",
        "text": entry.text,
        "agent": entry.actor,
        "id": entry.id,
        "at": entry.at.isoformat(),
    }
