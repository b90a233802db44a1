"""The newest finished generation of an index, reopened when a sync has put another in its place."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Generic, Protocol, TypeVar

from retrieval.errors import UserError
from retrieval.generations import FORMAT, Generations


class Closable(Protocol):
    """Something open on disk."""

    def close(self) -> None:
        """Give back what it holds."""


Opened = TypeVar("Opened", bound=Closable)


class Live(Generic[Opened]):
    """Follows the pointer of an index; safe to share between threads.

    A sync in another process is seen by the next call. Whoever is still reading the generation
    before can go on: like its folder, it stays until the one after it is replaced, too.
    """

    def __init__(self, root: Path, opener: Callable[[Path], Opened], embedding_model: str) -> None:
        """Take the folder of the generations, how to open one, and the model in use."""
        self._generations = Generations(root)
        self._opener = opener
        self._embedding_model = embedding_model
        self._lock = Lock()
        self._folder: Path | None = None
        self._current: Opened | None = None
        self._previous: Opened | None = None

    def current(self) -> Opened | None:
        """The newest finished generation; None where there is none yet.

        Raises:
            UserError: It was made with another embedding model, or by another version.
        """
        folder = self._generations.current()
        with self._lock:
            if folder is not None and folder != self._folder:
                self._check(folder)
                opened = self._opener(folder)
                if self._previous is not None:
                    self._previous.close()
                self._previous, self._current, self._folder = self._current, opened, folder
            return self._current

    def _check(self, folder: Path) -> None:
        manifest = self._generations.manifest(folder)
        if manifest is None or manifest.format != FORMAT:
            raise UserError(
                f"the index in {folder.parent} is damaged or of another version: "
                "run `shopassist index` again"
            )
        if manifest.embedding_model != self._embedding_model:
            raise UserError(
                f"the index in {folder.parent} was made with the embedding model "
                f"{manifest.embedding_model}, not {self._embedding_model}: set "
                "SHOPASSIST_EMBEDDING_MODEL to it, or run `shopassist index` again"
            )
