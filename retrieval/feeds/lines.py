"""The lines of a text file, plain or gzipped; a line that is not UTF-8 is rejected by itself."""

import codecs
import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

from retrieval.errors import UserError
from retrieval.feeds.rows import Rejection, excerpt

_NOT_UTF8 = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}


def read_lines(path: Path) -> Iterator[tuple[int, str] | Rejection]:
    """Yield the lines of a file with their numbers, from 1; a byte order mark is dropped.

    Raises:
        UserError: The file cannot be read, or a compressed file is damaged: what a cut-off feed
            lacks must not count as gone from the shop.
    """
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
            for number, raw in enumerate(stream, start=1):
                if number == 1 and raw[:2] in _NOT_UTF8:
                    yield Rejection(path, 1, "the file is UTF-16: save it as UTF-8")
                    return
                yield _decode(path, number, raw)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UserError(f"{path} is damaged or cut off ({error}): nothing was changed") from error
    except OSError as error:
        raise UserError(f"cannot read {path}: {error.strerror}") from error


def _decode(path: Path, number: int, raw: bytes) -> tuple[int, str] | Rejection:
    if number == 1:
        raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return number, raw.decode()
    except UnicodeDecodeError:
        shown = excerpt(raw.decode("latin-1").strip())
        return Rejection(path, number, "not UTF-8 text: save the file as UTF-8", shown)
