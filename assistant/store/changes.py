"""Wakes whoever waits for a conversation to change, across threads and event loops."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock


class Watch:
    """One waiter's view of one conversation."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._event = asyncio.Event()

    def wake(self) -> None:
        """End the wait; may be called from any thread."""
        self._loop.call_soon_threadsafe(self._event.set)

    async def wait(self, timeout: float) -> None:
        """Wait for a change since the last wait, at most `timeout` seconds.

        The limit is what makes changes by *other processes* seen: their waiters are woken
        there, and here the database is simply read again.
        """
        try:
            await asyncio.wait_for(self._event.wait(), timeout)
        except TimeoutError:
            return
        self._event.clear()


class Changes:
    """The watches of one process, by conversation."""

    def __init__(self) -> None:
        self._watches: dict[str, set[Watch]] = {}
        # Reentrant: a signal handler may close the watches while its own thread holds the lock.
        self._lock = RLock()
        self.closed = False
        """The process ends: whoever waits without end should stop."""

    @contextmanager
    def watch(self, conversation_id: str) -> Iterator[Watch]:
        """Be woken by every change of this conversation while the block runs.

        Begin the watch *before* reading: then no change falls between the read and the wait.
        """
        watch = Watch()
        with self._lock:
            self._watches.setdefault(conversation_id, set()).add(watch)
        try:
            yield watch
        finally:
            with self._lock:
                self._watches[conversation_id].discard(watch)
                if not self._watches[conversation_id]:
                    del self._watches[conversation_id]

    def notify(self, conversation_id: str) -> None:
        """Wake every watch of this conversation; may be called from any thread."""
        with self._lock:
            for watch in self._watches.get(conversation_id, ()):
                watch.wake()

    def close(self) -> None:
        """Wake everyone for the end of the process; may be called from any thread."""
        self.closed = True
        with self._lock:
            for watches in self._watches.values():
                for watch in watches:
                    watch.wake()
