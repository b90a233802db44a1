"""Google Merchant feeds: tables (`.tsv`, `.txt`, `.csv`) and XML (`.xml`: RSS 2.0, RSS 1.0, Atom).

The attributes are those of Google's product data specification
(https://support.google.com/merchants/answer/7052112); `docs/feeds.md` has the mapping. A table may
name its columns by the fields of the project's JSON lines as well.
"""

import csv
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from retrieval.feeds.csv_mapping import Mapping
from retrieval.feeds.delimited import Record, Table
from retrieval.feeds.items import FIELDS, Conventions, Item, Texts, data_of
from retrieval.feeds.merchant_xml import Entry, read_entries
from retrieval.feeds.prices import utc_now
from retrieval.feeds.rows import Rejection, Row, converted

_FIELDS = {
    "link": "url",
    "image_link": "image",
    "item_group_id": "group_id",
    "product_type": "category",
    "sale_price_effective_date": "sale_period",
} | {name: name for name in FIELDS}
_ATTRIBUTES = (
    *["color", "size", "size_type", "size_system", "material", "pattern", "gender", "age_group"],
    *["condition", "energy_efficiency_class", "multipack", "is_bundle", "unit_pricing_measure"],
    *["product_length", "product_width", "product_height", "product_weight", "product_highlight"],
)
_DETAIL = ("section_name", "attribute_name", "attribute_value")


def read_xml(path: Path, clock: Callable[[], datetime] = utc_now) -> Iterator[Row | Rejection]:
    """Yield the items of an XML feed, each with the line of its element.

    Raises:
        UserError: The file cannot be read, is not well-formed, or is no RSS or Atom.
    """
    conventions = Conventions(clock())
    for entry in read_entries(path):
        shown = " ".join(text for texts in entry.texts.values() for text in texts)
        yield converted(path, entry.line, partial(data_of, _item(entry), conventions), shown)


def recognises(header: list[str]) -> bool:
    """Whether a table's header is that of a Google Merchant feed."""
    return {"id", "title"} <= set(map(_attribute, header))


def read_table(table: Table, mapping: Mapping, now: datetime) -> Iterator[Row | Rejection]:
    """Yield the records of a table."""
    names = list(map(_attribute, table.header))
    conventions = mapping.conventions(now)

    def data(record: Record) -> dict[str, Any]:
        entry = _entry(names, record)
        return data_of(_item(entry) | mapping.item(table.cells(record)), conventions)

    for record in table.records:
        if isinstance(record, Rejection):
            yield record
        else:
            shown = " ".join(record.cells)
            yield converted(table.path, record.line, partial(data, record), shown)


def _attribute(column: str) -> str:
    """The attribute that a column holds.

    >>> _attribute("g:Image Link"), _attribute("Product Detail(section_name:…)")
    ('image_link', 'product_detail')
    """
    name = column.partition("(")[0].strip().lower().removeprefix("g:")
    return name.replace(" ", "_")


def _entry(names: list[str], record: Record) -> Entry:
    """A record of a table, read as the XML entry that would say the same."""
    entry = Entry(record.line)
    for name, cell in zip(names, record.cells, strict=True):
        if name == "product_detail":
            entry.groups.setdefault(name, []).extend(_details(cell))
        elif cell:
            several = name == "product_highlight"
            entry.texts.setdefault(name, []).extend(_listed(cell) if several else [cell])
    return entry


def _listed(cell: str) -> list[str]:
    """The values of a cell, parted by commas; one that holds a comma is in quotation marks."""
    return [each.strip() for each in next(csv.reader([cell], skipinitialspace=True))]


def _details(cell: str) -> list[dict[str, str]]:
    """The details of a cell, `SECTION:NAME:VALUE` each; a value may hold commas.

    >>> _details("Size:Diagonal:15.6 in,:Ports:HDMI, USB")[1]
    {'section_name': '', 'attribute_name': 'Ports', 'attribute_value': 'HDMI, USB'}
    """
    details: list[dict[str, str]] = []
    for part in _listed(cell) if cell else []:
        pieces = part.split(":", 2)
        if len(pieces) == len(_DETAIL):
            details.append(dict(zip(_DETAIL, pieces, strict=True)))
        elif details:
            details[-1]["attribute_value"] += f", {part}"
        else:
            raise ValueError(f"product_detail: {part!r} is not SECTION:NAME:VALUE")
    return details


def _item(entry: Entry) -> Item:
    texts = {_FIELDS[name]: values for name, values in entry.texts.items() if name in _FIELDS}
    if not texts.get("category"):
        paths = entry.texts.get("google_product_category", [])
        texts["category"] = [path for path in paths if not path.isdigit()]  # else a number alone
    texts["category"] = texts["category"][:1]
    return Item(texts, _attributes(entry))


def _attributes(entry: Entry) -> Texts:
    found = {name: list(entry.texts[name]) for name in _ATTRIBUTES if name in entry.texts}
    for detail in entry.groups.get("product_detail", []):
        _, name, value = (detail.get(part, "").strip() for part in _DETAIL)
        if name:
            found.setdefault(name, []).append(value)
    return found
