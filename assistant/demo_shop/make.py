"""Write the shop's feed and orders anew: `python -m assistant.demo_shop.make [DIRECTORY]`."""

import gzip
import json
import sys
from pathlib import Path

from assistant.demo_shop.catalog import build
from assistant.demo_shop.orders import build_orders
from assistant.demo_shop.shop import DATA
from retrieval.product import Product

SEED = 1847


def write(directory: Path) -> None:
    """Write `products.jsonl.gz` and `orders.json`; the same source gives the same bytes."""
    products = build(SEED)
    lines = "".join(f"{record(product)}\n" for product in products)
    # No time stamp and no file name in the header: the bytes depend on the content alone.
    packed = gzip.compress(lines.encode(), compresslevel=9, mtime=0)
    (directory / "products.jsonl.gz").write_bytes(packed)
    orders = json.dumps(build_orders(products), indent=1)
    (directory / "orders.json").write_text(orders + "\n", encoding="utf-8")


def record(product: Product) -> str:
    """One line of the feed, without the fields that are not stated."""
    return json.dumps(product.model_dump(exclude_none=True), default=float)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
