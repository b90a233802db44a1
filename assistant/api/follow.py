"""Streams that follow the store: a turn from any event on, and what happens beside the turns.

Live, replayed and resumed streams are the same thing here: the store is read from where the
client stands, and read again whenever the conversation changed.
"""

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

from ag_ui.core import CustomEvent
from starlette.concurrency import run_in_threadpool

from assistant.api.agui import RunEncoder
from assistant.api.sse import HEARTBEAT, HEARTBEAT_SECONDS, POLL_SECONDS, sse
from assistant.errors import NotFoundError
from assistant.store import ConversationStore
from assistant.store.records import Entry, TurnKey

SHOWN_TO_SHOPPERS = ("agent_message", "owner")

_ERASED = "this conversation was erased"
_ABANDONED = "The reply was interrupted. Please send your message again."


class Pulse:
    """Says when a comment is due to keep a quiet connection open."""

    def __init__(self) -> None:
        self._next = time.monotonic() + HEARTBEAT_SECONDS

    def due(self) -> bool:
        """Whether it is time; saying so starts the next wait."""
        if time.monotonic() < self._next:
            return False
        self._next = time.monotonic() + HEARTBEAT_SECONDS
        return True


@dataclass(frozen=True)
class Sent:
    """An AG-UI event as JSON; those that are kept have an id to resume from."""

    data: str
    id: str | None = None


async def turn_events(
    store: ConversationStore, key: TurnKey, last_event_id: str | None = None
) -> AsyncIterator[Sent | None]:
    """Follow the events of a turn until it is over.

    Args:
        store: The store.
        key: The turn.
        last_event_id: The `id` of the last event that the client has; None: it has none.

    Yields:
        Events; None after a second (or less) without one.
    """
    attempt, after = _position(last_event_id)
    run = RunEncoder(key.conversation_id, key.client_message_id)
    with store.changes.watch(key.conversation_id) as watch:
        while True:
            try:
                progress = await run_in_threadpool(
                    store.turns.progress, key.turn_id, attempt, after
                )
            except NotFoundError:
                yield Sent(run.failed(_ERASED, "erased")[-1])
                return
            if progress.attempt != attempt:
                attempt, after = progress.attempt, 0
            for after, data in progress.events:
                yield Sent(data, f"{attempt}-{after}")
            if progress.abandoned:
                yield Sent(run.failed(_ABANDONED, "abandoned")[-1])
            if progress.over or progress.abandoned:
                return
            await watch.wait(POLL_SECONDS)
            yield None


async def follow_turn(
    store: ConversationStore, key: TurnKey, last_event_id: str | None
) -> AsyncIterator[bytes]:
    """Send the events of a turn until it is over; see `turn_events`.

    Yields:
        Events, and now and then a comment that keeps the connection open.
    """
    pulse = Pulse()
    async for sent in turn_events(store, key, last_event_id):
        if sent:
            yield sse(sent.data, sent.id)
        elif pulse.due():
            yield HEARTBEAT


async def follow_entries(
    store: ConversationStore, conversation_id: str, after: int
) -> AsyncIterator[bytes]:
    """Send agents' messages and changes of owner as they happen, until the client leaves.

    Args:
        store: The store.
        conversation_id: The conversation.
        after: Id of the last entry that the client has; 0: it wants all.

    Yields:
        Events, and now and then a comment that keeps the connection open.
    """
    yield HEARTBEAT
    pulse = Pulse()
    with store.changes.watch(conversation_id) as watch:
        while not store.changes.closed:
            try:
                entries = await run_in_threadpool(
                    store.review.entries, conversation_id, after, SHOWN_TO_SHOPPERS
                )
            except NotFoundError:
                return
            for entry in entries:
                after = entry.id
                yield sse(entry_event(entry), str(entry.id))
            await watch.wait(POLL_SECONDS)
            if pulse.due():
                yield HEARTBEAT


def entry_event(entry: Entry) -> str:
    """An entry as an AG-UI event: `agent_message` {id, text, agent, at} or `owner` {owner}."""
    value = (
        {"owner": entry.text}
        if entry.kind == "owner"
        else {"id": entry.id, "text": entry.text, "agent": entry.actor, "at": entry.at.isoformat()}
    )
    return CustomEvent(name=entry.kind, value=value).model_dump_json(by_alias=True)


def _position(last_event_id: str | None) -> tuple[int, int]:
    """Read `attempt-event`; a client that says something else starts from the beginning."""
    attempt, _, after = (last_event_id or "").partition("-")
    if attempt.isdecimal() and after.isdecimal() and len(attempt + after) < 19:
        return int(attempt), int(after)
    return 0, 0
