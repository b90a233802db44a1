"""The shop as it is shipped, read once for all tests of it."""

import gzip
import json
from typing import Any

import pytest

from assistant.demo_shop import orders_path, products_path
from retrieval.product import Product


@pytest.fixture(scope="session")
def products() -> list[Product]:
    with gzip.open(products_path(), "rt", encoding="utf-8") as feed:
        return [Product.model_validate_json(line) for line in feed]


@pytest.fixture(scope="session")
def groups(products: list[Product]) -> dict[str, list[Product]]:
    grouped: dict[str, list[Product]] = {}
    for product in products:
        grouped.setdefault(product.group_id or product.id, []).append(product)
    return grouped


@pytest.fixture(scope="session")
def order_data() -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = json.loads(orders_path().read_text(encoding="utf-8"))
    return loaded
