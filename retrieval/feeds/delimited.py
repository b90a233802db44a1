"""Tables in text files (CSV, TSV): a header line, then a record a row, read one at a time.

Nothing but the rows of the record in hand is kept, whatever the size of the file.
"""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import UserError
from retrieval.feeds.lines import decode, raw_lines
from retrieval.feeds.rows import Rejection, excerpt

_DELIMITERS = ",\t;|"


@dataclass(frozen=True)
class Record:
    """One record: the line that it begins on, and its cells in the order of the header."""

    line: int
    cells: list[str]


@dataclass(frozen=True)
class Table:
    """A table whose header has been read; `records` can be gone through once."""

    path: Path
    header: list[str]
    records: Iterator[Record | Rejection]

    def cells(self, record: Record) -> dict[str, str]:
        """The cells of a record by column."""
        return dict(zip(self.header, record.cells, strict=True))


def open_table(path: Path) -> Table:
    """Open a table; what stands between its cells is what its header has most of.

    A record that cannot be split, is not UTF-8, or has more or fewer cells than the header is
    rejected with the line that it begins on; empty rows are passed over. In a tab-separated
    table a quotation mark that quotes no whole cell is a part of the text.

    Raises:
        UserError: The file cannot be read or has no header.
    """
    lines = _Lines(path)
    first = next(lines, "")
    if lines.rejection:
        raise UserError(str(lines.rejection))
    delimiter = max(_DELIMITERS, key=first.count)
    lines.give_back(keep=0)
    header = _next_record(lines, delimiter)
    if not isinstance(header, Record) or not any(header.cells):
        raise UserError(f"{path} does not begin with a line that names its columns")
    return Table(path, header.cells, _records(lines, delimiter, len(header.cells)))


class _Lines(Iterator[str]):
    """The lines of a file, as `csv.reader` takes them, that can be given back.

    `taken` holds those that the record in hand is made of; `rejection` is set when one of them is
    not UTF-8.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.taken: list[tuple[int, bytes]] = []
        self.rejection: Rejection | None = None
        self._rest = raw_lines(path)
        self._returned: deque[tuple[int, bytes]] = deque()

    def __next__(self) -> str:
        number, raw = self._returned.popleft() if self._returned else next(self._rest)
        self.taken.append((number, raw))
        line = decode(self.path, number, raw)
        if isinstance(line, Rejection):
            self.rejection = self.rejection or line
            return raw.decode(errors="replace")  # its quotation marks still count
        return line[1]

    def begin(self) -> None:
        """Go on to the next record."""
        self.taken = []
        self.rejection = None

    def give_back(self, keep: int) -> None:
        """Have all lines of the record in hand read again, but the first few."""
        self._returned.extendleft(reversed(self.taken[keep:]))
        self.taken = self.taken[:keep]


def _records(lines: _Lines, delimiter: str, width: int) -> Iterator[Record | Rejection]:
    while record := _next_record(lines, delimiter):
        if isinstance(record, Rejection) or len(record.cells) == width:
            yield record
        elif record.cells:
            yield Rejection(
                lines.path,
                record.line,
                f"cells in this row: {len(record.cells)}, columns in the header: {width}",
                excerpt(delimiter.join(record.cells)),
            )


def _next_record(lines: _Lines, delimiter: str) -> Record | Rejection | None:
    """Return the next record; without cells where its row is empty; none at the end.

    A quotation mark that is never closed would swallow the records after it: only the line that
    it stands on is given up, and reading goes on with the next.
    """
    lines.begin()
    try:
        cells = next(csv.reader(lines, delimiter=delimiter, strict=True), None)
    except csv.Error as error:
        lines.give_back(keep=1)
        number, raw = lines.taken[0]
        text = raw.decode(errors="replace").rstrip("\r\n")
        if delimiter != "\t":
            return Rejection(lines.path, number, f"cannot be split: {error}", excerpt(text))
        cells = text.split(delimiter)
    if cells is None:
        return None
    line = lines.taken[0][0]
    if lines.rejection:
        return lines.rejection
    return Record(line, [cell.strip() for cell in cells] if any(map(str.strip, cells)) else [])
