"""Feeds of products: one importer a file of this package, found by the file's extension."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from retrieval.feeds.registry import IMPORTERS, importer_for
from retrieval.feeds.rows import Rejection, Row, excerpt, reason
from retrieval.product import Product

__all__ = ["IMPORTERS", "Rejection", "importer_for", "read_products"]


def read_products(paths: Iterable[Path]) -> Iterator[Product | Rejection]:
    """Yield the products of several files, taken together as one feed.

    Of records with the same id the first counts and the others are rejected.

    Args:
        paths: The files of the feed.

    Yields:
        A product, or the rejection of a row, in the order of the files.

    Raises:
        UserError: A file is missing, damaged, or of an unknown format.
    """
    seen: dict[str, Row] = {}
    for path, importer in [(path, importer_for(path)) for path in paths]:
        for row in importer(path):
            yield row if isinstance(row, Rejection) else _product(row, seen)


def _product(row: Row, seen: dict[str, Row]) -> Product | Rejection:
    try:
        product = Product.model_validate(_without_nulls(row.data))
    except ValidationError as error:
        return Rejection(row.file, row.line, reason(error), excerpt(str(row.data)))
    first = seen.setdefault(product.id, row)
    if first is not row:
        place = f"{first.file.name}:{first.line}"
        return Rejection(row.file, row.line, f"duplicate id {product.id!r}, first in {place}")
    return product


def _without_nulls(data: dict[str, Any]) -> dict[str, Any]:
    attributes = data.get("attributes")
    if not isinstance(attributes, dict):
        return data
    return {**data, "attributes": {k: v for k, v in attributes.items() if v is not None}}
