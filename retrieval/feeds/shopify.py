"""Shopify's product export (`.csv`), with the column names of both its versions.

A product is a run of rows with the same handle: the first describes it, each row with a price is
one of its variants, and rows that hold a picture only add to the product. Variants become
products of one group. The export names no currency and no address of the shop; a mapping file
beside it can (see `retrieval.feeds.csv_mapping`).
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from retrieval.feeds.csv_mapping import Mapping
from retrieval.feeds.delimited import Table
from retrieval.feeds.html_pages import plain_text
from retrieval.feeds.items import Item, Texts, data_of
from retrieval.feeds.rows import Rejection, Row, converted

Cells = dict[str, str]

_NEW_NAMES = {
    "url handle": "handle",
    "description": "body (html)",
    "published on online store": "published",
    "sku": "variant sku",
    "barcode": "variant barcode",
    "price": "variant price",
    "compare-at price": "variant compare at price",
    "inventory tracker": "variant inventory tracker",
    "inventory quantity": "variant inventory qty",
    "continue selling when out of stock": "variant inventory policy",
    "product image url": "image src",
    "variant image url": "variant image",
    "google shopping / manufacturer part number (mpn)": "google shopping / mpn",
}
_OF_VARIANT = re.compile(r"variant .*|option\d value|google shopping / mpn|cost per item")
_METAFIELD = re.compile(r"(.+) \(product\.metafields\.shopify\.[\w-]+\)")
_SHOPPING = {
    "google shopping / gender": "gender",
    "google shopping / age group": "age_group",
    "google shopping / condition": "condition",
    "variant sku": "sku",
}
_NO_OPTION = "Default Title"


def recognises(header: list[str]) -> bool:
    """Whether a table's header is that of a Shopify product export."""
    return {"handle", "title"} <= set(map(_column, header))


def read_table(table: Table, mapping: Mapping, now: datetime) -> Iterator[Row | Rejection]:
    """Yield the variants of the products that are for sale, product by product.

    Products that are drafts, archived, unlisted or unpublished are passed over.
    """
    conventions = mapping.conventions(now)
    for found in _variants(table):
        if isinstance(found, Rejection):
            yield found
            continue
        line, cells = found

        def data(cells: Cells = cells) -> dict[str, Any]:
            by_name = {_column(column): text for column, text in cells.items()}
            return data_of(_item(by_name) | mapping.item(cells), conventions)

        yield converted(table.path, line, data, " ".join(filter(None, cells.values())))


def _column(name: str) -> str:
    """A column by the older of its two names, in lower case."""
    return _NEW_NAMES.get(name.lower(), name.lower())


def _variants(table: Table) -> Iterator[tuple[int, Cells] | Rejection]:
    """Yield the variants with their lines, each with what the first row says of all."""
    handle = next(column for column in table.header if _column(column) == "handle")
    first: Cells = {}
    for record in table.records:
        if isinstance(record, Rejection):
            yield record
            continue
        cells = table.cells(record)
        if cells[handle] != first.get(handle):
            first = cells
        if _for_sale(first) and (cells is first or any(_own(cells).values())):
            yield record.line, first | _own(cells)


def _own(cells: Cells) -> Cells:
    """What a row says of its variant alone."""
    return {
        column: text for column, text in cells.items() if _OF_VARIANT.fullmatch(_column(column))
    }


def _for_sale(first: Cells) -> bool:
    by_name = {_column(column): text.lower() for column, text in first.items()}
    return by_name.get("status") in (None, "", "active") and by_name.get("published") != "false"


def _item(cells: Cells) -> Item:
    """The item of a variant, given as its cells by the older names."""
    options = _options(cells)
    compared = cells.get("variant compare at price", "")
    price = cells.get("variant price", "")
    fields = {
        "id": "/".join([cells["handle"], *options.values()]),
        "title": cells["title"],
        "description": plain_text(cells.get("body (html)", "")),
        "brand": cells.get("vendor", ""),
        "price": compared or price,
        "sale_price": price if compared else "",
        "gtin": cells.get("variant barcode", "").removeprefix("'"),
        "mpn": cells.get("google shopping / mpn") or cells.get("variant sku", ""),
        "group_id": cells["handle"] if options else "",
        "image": cells.get("variant image") or cells.get("image src", ""),
        **_stock(cells),
    }
    texts: Texts = {name: [text] for name, text in fields.items() if text}
    texts["category"] = _category(cells)
    return Item(texts, _attributes(cells) | {name: [value] for name, value in options.items()})


def _options(cells: Cells) -> Cells:
    """The values of a variant by option; none where the product comes in one form only."""
    pairs = [(cells.get(f"option{n} name"), cells.get(f"option{n} value")) for n in (1, 2, 3)]
    return {name: value for name, value in pairs if name and value and value != _NO_OPTION}


def _stock(cells: Cells) -> Cells:
    """The stock; a variant whose stock is not tracked, or that is sold without, can be had."""
    untracked = cells.get("variant inventory tracker") == ""
    if untracked or cells.get("variant inventory policy", "").lower() == "continue":
        return {"availability": "in_stock"}
    quantity = cells.get("variant inventory qty", "")
    return {"stock": "0" if quantity.startswith("-") else quantity}


def _category(cells: Cells) -> list[str]:
    """Shopify's own category, and below it the shop's."""
    names = [cells.get("product category", ""), cells.get("type", "")]
    return [name for name in names if name and name != "Uncategorized"]


def _attributes(cells: Cells) -> Texts:
    """The facts that Shopify has names for; the shop's own fields may not be for shoppers."""
    found = {name: [cells[column]] for column, name in _SHOPPING.items() if cells.get(column)}
    for column, text in cells.items():
        if (known := _METAFIELD.fullmatch(column)) and text:
            found[known[1]] = [value.strip() for value in text.split(";")]
    return found
