"""Whole states of an index: a new one is built beside the old and takes its place at once."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout
from pydantic import BaseModel, ValidationError

from retrieval.chroma_server import (
    PLACE,
    copy_collection,
    drop_collection,
    make_collection,
    place_of,
)
from retrieval.errors import UserError
from retrieval.layout import VECTORS

FORMAT = 3
"""What the files of a generation look like; one of another format is built anew."""
_POINTER = "CURRENT"
_MANIFEST = "manifest.json"


class Manifest(BaseModel):
    """What a generation holds; written last, so that a folder without one is unfinished."""

    format: int = FORMAT
    embedding_model: str
    records: int


class Generations:
    """The generations of one index, in a folder; a small pointer file names the one in use.

    A run that is killed leaves an unfinished folder that nobody reads and the next run removes.
    The generation before the current one is kept for those who still have it open.
    """

    def __init__(self, root: Path, chroma_url: str | None = None) -> None:
        """Take the folder, and the Chroma server for the vectors of new generations, if any."""
        self.root = root
        self._chroma_url = chroma_url
        self.pointer = root / _POINTER

    def current(self) -> Path | None:
        """The folder of the generation in use; None where there is none."""
        names = self._names()
        return self.root / names[0] if names else None

    def manifest(self, generation: Path) -> Manifest | None:
        """What a generation holds; None where it is unfinished or damaged."""
        try:
            return Manifest.model_validate_json((generation / _MANIFEST).read_text())
        except (OSError, ValidationError):
            return None

    def usable(self, embedding_model: str) -> Path | None:
        """The generation in use, where the next one may be built out of it.

        None where it is of another format or embedding model, or keeps its vectors elsewhere.
        """
        current = self.current()
        manifest = self.manifest(current) if current else None
        if current is None or manifest is None:
            return None
        place = place_of(current / VECTORS)
        found = (manifest.format, manifest.embedding_model, place.url if place else None)
        return current if found == (FORMAT, embedding_model, self._chroma_url) else None

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Be the only writer.

        Raises:
            UserError: Another run is at work, or the folder cannot be written.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with FileLock(self.root / "lock", timeout=0):
                yield
        except Timeout as error:
            raise UserError(f"another index run is at work in {self.root}") from error
        except (FileExistsError, NotADirectoryError, PermissionError) as error:
            raise UserError(f"cannot write to {self.root}: {error.strerror}") from error

    def begin(self, *, copy: bool) -> Path:
        """Make a new generation, empty or as a copy of the current one.

        Raises:
            IndexMissingError: The Chroma server does not answer.
        """
        self._sweep()
        generation = self.root / uuid4().hex
        current = self.current()
        place = None
        if copy and current is not None:
            place = place_of(current / VECTORS)
            shutil.copytree(current, generation, ignore=shutil.ignore_patterns(_MANIFEST, PLACE))
        else:
            generation.mkdir()
        if place is not None:
            copy_collection(place, generation / VECTORS)
        elif self._chroma_url is not None:
            make_collection(generation / VECTORS, self._chroma_url)
        return generation

    def publish(self, generation: Path, manifest: Manifest) -> None:
        """Make a finished generation the one in use, in one step."""
        _write(generation / _MANIFEST, manifest.model_dump_json())
        previous = self._names()[:1]
        _write(self.pointer, json.dumps([generation.name, *previous]))
        self._sweep()

    def _names(self) -> list[str]:
        try:
            names: list[str] = json.loads(self.pointer.read_text())
        except (OSError, ValueError):
            return []
        return names

    def _sweep(self) -> None:
        kept = self._names()
        for folder in self.root.iterdir():
            if folder.is_dir() and folder.name not in kept:
                drop_collection(folder / VECTORS)
                shutil.rmtree(folder)


def _write(path: Path, text: str) -> None:
    """Replace a file whole, surviving a loss of power right after."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    with unfinished.open("w") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.replace(path)
