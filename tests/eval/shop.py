"""A small invented shop, for tests of the evaluations."""

import json
from pathlib import Path

from eval.records import ShopRecords
from retrieval.product import Product

DATA = Path(__file__).parent / "data"


def invented_shop() -> ShopRecords:
    """Read the records of the invented shop."""
    data = json.loads((DATA / "shop.json").read_text(encoding="utf-8"))
    return ShopRecords.of(
        [Product(**product) for product in data["products"]],
        passages=tuple(data["passages"]),
        orders={order["order_id"]: order for order in data["orders"]},
        users={user["user_id"]: user for user in data["users"]},
        shop_name=data["shop_name"],
    )
