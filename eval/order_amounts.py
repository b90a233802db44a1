"""Every amount of money that may rightly be named of an order."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import combinations
from typing import Any

from eval.records import ShopRecords

Order = Mapping[str, Any]
_MOST_COMBINED = 8


def amounts_of(order: Order, records: ShopRecords) -> set[Decimal]:
    """What an order costs, item by item and together, and what may come back for a part of it."""
    # Records give amounts as numbers or, to keep them exact, as text.
    items = [Decimal(str(item["price"])) for item in order["items"]]
    payments = [Decimal(str(payment["amount"])) for payment in order.get("payment_history", [])]
    sizes = range(1, len(items) + 1) if len(items) <= _MOST_COMBINED else (1, len(items))
    parts = {sum(part, Decimal(0)) for size in sizes for part in combinations(items, size)}
    returned = {part - records.return_fee for part in parts}
    return parts | returned | {*payments} | _of_swaps(order, records)


def _of_swaps(order: Order, records: ShopRecords) -> set[Decimal]:
    """The prices of what an item may be swapped for, and the differences."""
    amounts: set[Decimal] = set()
    for item in order["items"]:
        if item["item_id"] not in records.products:
            continue
        for variant in records.variants(item["item_id"]):
            if variant.offer_price is not None:
                price = variant.offer_price.amount
                amounts |= {price, abs(price - Decimal(str(item["price"])))}
    return amounts
