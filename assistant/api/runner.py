"""Runs turns in the background: a client that goes away does not end its reply."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any

from starlette.concurrency import run_in_threadpool

from assistant.api.agui import RunEncoder
from assistant.api.metrics import Metrics
from assistant.api.sse import POLL_SECONDS
from assistant.errors import ConflictError
from assistant.events import Assistant, Event, TurnFinished
from assistant.state import Conversation
from assistant.store import ConversationStore, NotTheOwnerError
from assistant.store.records import FAILED, UNANSWERED, TurnKey

SILENCE_SECONDS = 90.0
"""An assistant that says nothing for so long is given up; less than the store's lease."""

_STOPPING = "The shop's assistant is being restarted. Please send your message again."
_log = logging.getLogger(__name__)


class TurnRunner:
    """The turns that this process is answering."""

    def __init__(self, assistant: Assistant, store: ConversationStore, metrics: Metrics) -> None:
        self._assistant = assistant
        self._store = store
        self._metrics = metrics
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, key: TurnKey, update: dict[str, Any]) -> None:
        """Answer a message in the background, after those before it.

        Args:
            key: A freshly accepted message.
            update: Fields of the conversation that the client has news of.
        """
        task = asyncio.create_task(self._run(key, update), name=f"turn {key.turn_id}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """End every turn; each is left so that sending the message again answers it."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, key: TurnKey, update: dict[str, Any]) -> None:
        run = RunEncoder(key.conversation_id, key.client_message_id)
        try:
            with self._metrics.in_flight.track_inprogress():
                conversation = await self._begin(key)
                await self._answer(key, run, conversation.model_copy(update=update))
        except NotTheOwnerError as error:
            await self._close(key, UNANSWERED, run.unanswered(error.owner))
        except ConflictError:
            _log.warning("turn %s was taken over by another process", key.turn_id)
        except asyncio.CancelledError:
            await self._close(key, FAILED, run.failed(_STOPPING, "stopping"))
            raise
        except Exception:
            _log.exception("turn %s failed", key.turn_id)
            await self._close(key, FAILED, run.failed())

    async def _begin(self, key: TurnKey) -> Conversation:
        with self._store.changes.watch(key.conversation_id) as watch:
            while True:
                conversation = await run_in_threadpool(self._store.turns.begin, key)
                if conversation is not None:
                    return conversation
                await watch.wait(POLL_SECONDS)

    async def _answer(self, key: TurnKey, run: RunEncoder, conversation: Conversation) -> None:
        await run_in_threadpool(self._store.turns.append, key, run.started())
        events = self._assistant.respond(conversation, key.message)
        try:
            finished = await self._relay(key, run, events)
        finally:
            if isinstance(events, AsyncGenerator):
                await events.aclose()
        closing = run.finished(finished.turn)
        await run_in_threadpool(
            self._store.turns.save_turn, key, finished.turn, finished.conversation, closing
        )
        self._metrics.finished(finished.turn)

    async def _relay(
        self, key: TurnKey, run: RunEncoder, events: AsyncIterator[Event]
    ) -> TurnFinished:
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(SILENCE_SECONDS) as silence:
            async for event in events:
                silence.reschedule(loop.time() + SILENCE_SECONDS)
                if isinstance(event, TurnFinished):
                    return event
                if encoded := run.encode(event):
                    await run_in_threadpool(self._store.turns.append, key, encoded)
        raise RuntimeError("the assistant ended without a finished turn")

    async def _close(self, key: TurnKey, status: str, closing: list[str]) -> None:
        self._metrics.unfinished(status)
        await run_in_threadpool(self._store.turns.close, key, status, closing)
