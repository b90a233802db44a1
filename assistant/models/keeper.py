"""Keeps a server running for as long as the process that started this one lives.

    python -m assistant.models.keeper COMMAND...

It runs the command, its output going to where the keeper's goes, and holds on to its own standard
input. A line on it says that the server has answered: from then on the server is started again
whenever it dies. The input's end says that nobody needs the server any more. That end comes however
the other process ends, killed without a chance to clean up included, and then the server and all
processes it has started are ended too.
"""

import asyncio
import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 60.0
_GRACE = 10.0
"""Seconds that a server has to end by itself."""
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)


class Keeper:
    """Runs one command over and over."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._answered = False
        self._unneeded = asyncio.Event()

    async def run(self) -> int:
        """Keep the server until it is not needed.

        Returns:
            0; or 1 where the server died before it had answered, when another try would fail too.
        """
        listening = asyncio.create_task(self._listen())
        pause = _FIRST_PAUSE
        while not self._unneeded.is_set():
            status = await self._run_once()
            if self._unneeded.is_set():
                break
            if not self._answered:
                return 1
            _note(f"the server ended with status {status}; it is started again in {pause:.0f} s")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._unneeded.wait(), pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
        await listening
        return 0

    async def _run_once(self) -> int:
        server = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )
        died = asyncio.create_task(server.wait())
        unneeded = asyncio.create_task(self._unneeded.wait())
        await asyncio.wait({died, unneeded}, return_when=asyncio.FIRST_COMPLETED)
        unneeded.cancel()
        _signal(server.pid, signal.SIGTERM)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(died), _GRACE)
        _signal(server.pid, signal.SIGKILL)  # what is left of its processes
        return await died

    async def _listen(self) -> None:
        """Read the standard input to its end."""
        reader = asyncio.StreamReader()
        protocol = asyncio.StreamReaderProtocol(reader)
        await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, sys.stdin)
        while await reader.readline():
            self._answered = True
        self._unneeded.set()


def _end_with_parent() -> None:
    """In the server's process: end it when the keeper is killed, where the system can do that."""
    if sys.platform == "linux":
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _signal(group: int, number: signal.Signals) -> None:
    """Send a signal to every process of the server's group, if any is left."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return


def _note(line: str) -> None:
    sys.stderr.write(f"{datetime.now(UTC).isoformat(timespec='seconds')} keeper: {line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(asyncio.run(Keeper(sys.argv[1:]).run()))
