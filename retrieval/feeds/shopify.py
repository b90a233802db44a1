"""Shopify's product export (`.csv`), with the column names of both its versions.

A product is a run of rows with the same handle: the first describes it, each row with a price is
one of its variants, and rows that hold a picture only add to the product. Variants become
products of one group. The export names no currency and no address of the shop; a mapping file
beside it can (see `retrieval.feeds.csv_mapping`).
"""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import partial
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
    names = list(map(_column, table.header))

    def data(cells: Cells) -> dict[str, Any]:
        as_written = dict(zip(table.header, (cells[name] for name in names), strict=True))
        return data_of(_item(cells) | mapping.item(as_written), conventions)

    for found in _variants(table, names):
        if isinstance(found, Rejection):
            yield found
        else:
            line, cells = found
            shown = " ".join(filter(None, cells.values()))
            yield converted(table.path, line, partial(data, cells), shown)


def _column(name: str) -> str:
    """A column by the older of its two names, in lower case."""
    return _NEW_NAMES.get(name.lower(), name.lower())


def _variants(table: Table, names: list[str]) -> Iterator[tuple[int, Cells] | Rejection]:
    """Yield the variants with their lines, each with what the first row says of all."""
    own = [name for name in names if _OF_VARIANT.fullmatch(name)]
    first: Cells = {}
    for record in table.records:
        if isinstance(record, Rejection):
            yield record
            continue
        cells = dict(zip(names, record.cells, strict=True))
        if cells["handle"] != first.get("handle"):
            first = cells
        if _for_sale(first) and (cells is first or _is_variant(cells)):
            yield record.line, first | {name: cells[name] for name in own}


def _is_variant(cells: Cells) -> bool:
    """Whether a row is more than a further picture."""
    return any(cells.get(name) for name in ("option1 value", "variant sku", "variant price"))


def _for_sale(first: Cells) -> bool:
    status, published = (first.get(name, "").lower() for name in ("status", "published"))
    return status in ("", "active") and published != "false"


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
    return Item(texts, _attributes(cells, options))


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


def _attributes(cells: Cells, options: Cells) -> Texts:
    """The options, and facts that Shopify has names for; others may not be for shoppers' eyes.

    What Shopify knows of the product's colours is left out where a variant has its own.
    """
    found = {name: [cells[column]] for column, name in _SHOPPING.items() if cells.get(column)}
    if cells.get("google shopping / mpn"):
        found["sku"] = [cells.get("variant sku", "")]
    for column, text in cells.items():
        if (known := _METAFIELD.fullmatch(column)) and text:
            found[known[1]] = [value.strip() for value in text.split(";")]
    chosen = set(map(str.lower, options))
    others = {name: texts for name, texts in found.items() if name.lower() not in chosen}
    return others | {name: [value] for name, value in options.items()}
