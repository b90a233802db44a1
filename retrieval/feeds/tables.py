"""Tables (`.csv`, `.tsv`, `.txt`): which importer reads one is told by its header."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from retrieval.errors import UserError
from retrieval.feeds import csv_mapping, google_merchant, shopify
from retrieval.feeds.csv_mapping import Mapping, load_mapping, mapping_path
from retrieval.feeds.delimited import Table, open_table
from retrieval.feeds.prices import utc_now
from retrieval.feeds.rows import Rejection, Row

TableImporter = Callable[[Table, Mapping, datetime], Iterator[Row | Rejection]]

_FORMATS: list[tuple[Callable[[list[str]], bool], TableImporter]] = [
    (shopify.recognises, shopify.read_table),
    (google_merchant.recognises, google_merchant.read_table),
]


def read(path: Path, clock: Callable[[], datetime] = utc_now) -> Iterator[Row | Rejection]:
    """Yield the products of a table of any known format, or of one with a mapping beside it.

    Args:
        path: The table.
        clock: Tells the moment by which a sale is on or over.

    Raises:
        UserError: The file or its mapping cannot be read, or the columns are of no known format.
    """
    table = open_table(path)
    mapping = load_mapping(table)
    yield from _importer(table, mapping)(table, mapping, clock())


def _importer(table: Table, mapping: Mapping) -> TableImporter:
    if mapping.suffices:
        return csv_mapping.read_table
    for recognises, importer in _FORMATS:
        if recognises(table.header):
            return importer
    raise UserError(
        f"{table.path}: no known format has the columns {', '.join(table.header)}; "
        f"say in {mapping_path(table.path).name} which of them is the id, the title, ..."
    )
