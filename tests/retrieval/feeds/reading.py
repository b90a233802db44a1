"""Reads a file as a feed, and tells the products from the rejections."""

from datetime import UTC, datetime
from pathlib import Path

from retrieval.feeds import Rejection, read_products
from retrieval.product import Product

SAMPLES = Path(__file__).with_name("samples")


def november() -> datetime:
    """The clock of the tests: in the middle of the sales of the samples."""
    return datetime(2026, 11, 15, 12, tzinfo=UTC)


def read(path: Path) -> tuple[dict[str, Product], list[str]]:
    """The products by id, and the rejections as `LINE: REASON`."""
    rows = list(read_products([path]))
    products = {row.id: row for row in rows if isinstance(row, Product)}
    rejections = [f"{row.line}: {row.reason}" for row in rows if isinstance(row, Rejection)]
    return products, rejections
