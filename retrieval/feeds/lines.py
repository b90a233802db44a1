"""The lines of a text file, plain or gzipped; a line that is not UTF-8 is rejected by itself."""

import codecs
import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from retrieval.errors import UserError
from retrieval.feeds.rows import Rejection, excerpt

_SAVE_AS_UTF8 = "the file is UTF-16: save it as UTF-8"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@contextmanager
def open_feed(path: Path) -> Iterator[BinaryIO]:
    """Open a file, unpacking it where its name ends in `.gz`.

    Raises:
        UserError: The file cannot be read, or a compressed file is damaged: what a cut-off feed
            lacks must not count as gone from the shop.
    """
    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as stream:
            yield cast(BinaryIO, stream)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UserError(f"{path} is damaged or cut off ({error}): nothing was changed") from error
    except OSError as error:
        raise UserError(f"cannot read {path}: {error.strerror}") from error


def raw_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a file with their numbers, from 1; a UTF-8 byte order mark is dropped.

    Raises:
        UserError: The file cannot be read, or a compressed file is damaged.
    """
    with open_feed(path) as stream:
        for number, raw in enumerate(stream, start=1):
            yield number, raw.removeprefix(codecs.BOM_UTF8) if number == 1 else raw


def read_text(path: Path, encoding: str = "utf-8") -> str:
    """Return the text of a whole file, for formats that cannot be read a piece at a time.

    Raises:
        UserError: The file cannot be read, or is not in that encoding.
    """
    with open_feed(path) as stream:
        raw = stream.read()
    if raw.startswith(_UTF16):
        raise UserError(f"{path}:1: {_SAVE_AS_UTF8}")
    try:
        return raw.removeprefix(codecs.BOM_UTF8).decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise UserError(f"{path} is not {encoding.upper()} text: save it as UTF-8") from error


def read_lines(path: Path) -> Iterator[tuple[int, str] | Rejection]:
    """Yield the lines of a file as text with their numbers, from 1; a UTF-16 file is one rejection.

    Raises:
        UserError: The file cannot be read, or a compressed file is damaged.
    """
    for number, raw in raw_lines(path):
        yield decode(path, number, raw)
        if number == 1 and raw.startswith(_UTF16):
            return


def decode(path: Path, number: int, raw: bytes) -> tuple[int, str] | Rejection:
    """Return a line as text with its number, or why it is none."""
    if number == 1 and raw.startswith(_UTF16):
        return Rejection(path, 1, _SAVE_AS_UTF8)
    try:
        return number, raw.decode()
    except UnicodeDecodeError:
        shown = excerpt(raw.decode("latin-1").strip())
        return Rejection(path, number, "not UTF-8 text: save the file as UTF-8", shown)
