"""Waits for what another process does."""

import socket
import time
from collections.abc import Callable


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_until(condition: Callable[[], bool], seconds: float) -> None:
    """Return as soon as the condition holds.

    Raises:
        TimeoutError: It does not hold within the time.
    """
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{condition.__name__} did not hold within {seconds} s")
        time.sleep(0.1)
