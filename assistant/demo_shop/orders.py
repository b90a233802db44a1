"""Shoppers and their orders, in the layout that the built-in order desk imports.

Who bought what is written down in `orders.yaml`, so that a change of the catalog changes prices
and options but never an order's number, owner, items or state.
"""

from collections import defaultdict
from typing import Any

from pydantic import BaseModel, ConfigDict

from assistant.demo_shop.people import build_people
from assistant.demo_shop.source import read_yaml
from retrieval.product import Product

Record = dict[str, Any]


class OrderSource(BaseModel):
    """An order as written down: ids only."""

    model_config = ConfigDict(extra="forbid")

    shopper: str
    status: str
    method: str
    items: list[str]
    tracking: str | None = None
    reason: str | None = None
    returned: list[str] = []
    exchanged: dict[str, str] = {}


def build_orders(records: list[Product]) -> dict[str, Record]:
    """Make the order data.

    Args:
        records: the records of the feed.

    Returns:
        `products` (those ordered, with all their variants), `users` and `orders`, by id.

    Raises:
        ValueError: if an order holds an item that the feed lacks, naming both.
    """
    catalog = {record.id: record for record in records}
    variants: dict[str, list[Product]] = defaultdict(list)
    for record in records:
        variants[product_key(record)].append(record)
    users = build_people()
    orders: dict[str, Record] = {}
    for order_id, written in read_yaml("orders.yaml").items():
        source = OrderSource(**written)
        missing = {*source.items, *source.exchanged.values()} - set(catalog)
        if missing:
            raise ValueError(f"order {order_id} holds {sorted(missing)}, which the feed lacks")
        user = users[source.shopper]
        user["orders"].append(order_id)
        orders[order_id] = _order(order_id, source, user, catalog)
    ordered = {item["product_id"] for order in orders.values() for item in order["items"]}
    return {
        "products": {key: _product(key, variants[key]) for key in sorted(ordered)},
        "users": users,
        "orders": orders,
    }


def product_key(record: Product) -> str:
    """The id that a record's variants share."""
    return record.group_id or record.id


def options(record: Product) -> dict[str, Any]:
    """What tells a record from its siblings."""
    return {
        name: record.attributes[name] for name in ("color", "size") if name in record.attributes
    }


def price(record: Product) -> float:
    """What a shopper pays for a record.

    Raises:
        ValueError: if the record states no price.
    """
    if record.offer_price is None:
        raise ValueError(f"{record.id} has no price")
    return float(record.offer_price.amount)


def _order(order_id: str, source: OrderSource, user: Record, catalog: dict[str, Product]) -> Record:
    items = [_item(catalog[item_id]) for item_id in source.items]
    total = round(sum(item["price"] for item in items), 2)
    parcels = [{"tracking_id": [source.tracking], "item_ids": source.items}]
    return {
        "order_id": order_id,
        "user_id": source.shopper,
        "address": dict(user["address"]),
        "items": items,
        "status": source.status,
        "fulfillments": parcels if source.tracking else [],
        "payment_history": [_payment("payment", total, source.method)],
        **_aftermath(source, total, catalog),
    }


def _aftermath(source: OrderSource, total: float, catalog: dict[str, Product]) -> Record:
    """The fields of an order that was cancelled, or of which something goes back."""
    if source.reason:
        kinds = ("payment", "refund")
        payments = [_payment(kind, total, source.method) for kind in kinds]
        return {"payment_history": payments, "cancel_reason": source.reason}
    if source.returned:
        return {"return_items": source.returned, "return_payment_method_id": source.method}
    if source.exchanged:
        pairs = source.exchanged.items()
        difference = sum(price(catalog[new]) - price(catalog[old]) for old, new in pairs)
        return {
            "exchange_items": list(source.exchanged),
            "exchange_new_items": list(source.exchanged.values()),
            "exchange_payment_method_id": source.method,
            "exchange_price_difference": round(difference, 2),
        }
    return {}


def _payment(kind: str, amount: float, method: str) -> Record:
    return {"transaction_type": kind, "amount": amount, "payment_method_id": method}


def _item(record: Product) -> Record:
    return {
        "name": record.title,
        "product_id": product_key(record),
        "item_id": record.id,
        "price": price(record),
        "options": options(record),
    }


def _product(key: str, variants: list[Product]) -> Record:
    return {
        "name": variants[0].title,
        "product_id": key,
        "variants": {
            record.id: {
                "item_id": record.id,
                "options": options(record),
                "available": record.in_stock,
                "price": price(record),
            }
            for record in variants
        },
    }
