"""Slow work that is begun now and needed later."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import Generic, TypeVar

Result = TypeVar("Result")


class InBackground(Generic[Result]):
    """Work in a thread that nobody waits for when the process ends: Ctrl-C ends it too.

    >>> InBackground(lambda: 6 * 7).result()
    42
    """

    def __init__(self, work: Callable[[], Result]) -> None:
        self._outcome: Future[Result] = Future()
        Thread(target=self._run, args=(work,), daemon=True).start()

    def result(self) -> Result:
        """Wait for the work; what it raised is raised here."""
        return self._outcome.result()

    def _run(self, work: Callable[[], Result]) -> None:
        try:
            self._outcome.set_result(work())
        except BaseException as error:
            self._outcome.set_exception(error)
