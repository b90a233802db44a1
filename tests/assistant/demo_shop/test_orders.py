from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from assistant.demo_shop.orders import build_orders
from retrieval.product import Product

Data = dict[str, dict[str, Any]]


def test_there_are_enough_orders_of_enough_shoppers_in_every_state(order_data: Data) -> None:
    orders = order_data["orders"].values()
    statuses = Counter(order["status"] for order in orders)
    assert len(orders) >= 100
    assert len({order["user_id"] for order in orders}) >= 35
    assert set(statuses) == {
        "pending",
        "processed",
        "delivered",
        "cancelled",
        "return requested",
        "exchange requested",
    }
    assert min(statuses.values()) >= 5


def test_ordered_items_are_records_of_the_catalog(
    order_data: Data, products: list[Product]
) -> None:
    catalog = {product.id: product for product in products}
    for order in order_data["orders"].values():
        for item in order["items"]:
            record = catalog[item["item_id"]]
            assert item["name"] == record.title
            assert item["product_id"] == (record.group_id or record.id)
            assert record.offer_price is not None
            assert Decimal(str(item["price"])) == record.offer_price.amount
            variant = order_data["products"][item["product_id"]]["variants"][item["item_id"]]
            assert variant["options"] == item["options"]
            assert variant["available"] == record.in_stock


def test_orders_and_shoppers_point_at_each_other(order_data: Data) -> None:
    for order_id, order in order_data["orders"].items():
        assert order["order_id"] == order_id
        assert order_id in order_data["users"][order["user_id"]]["orders"]
    listed = [order for user in order_data["users"].values() for order in user["orders"]]
    assert sorted(listed) == sorted(order_data["orders"])


def test_emails_are_of_the_domain_reserved_for_examples(order_data: Data) -> None:
    emails = [user["email"] for user in order_data["users"].values()]
    assert all(email.endswith("@example.com") for email in emails)
    assert len(set(emails)) == len(emails)


def test_payments_add_up_to_the_items(order_data: Data) -> None:
    for order in order_data["orders"].values():
        total = sum(Decimal(str(item["price"])) for item in order["items"])
        paid = [
            Decimal(str(entry["amount"]))
            for entry in order["payment_history"]
            if entry["transaction_type"] == "payment"
        ]
        assert paid == [total]
        methods = order_data["users"][order["user_id"]]["payment_methods"]
        assert all(entry["payment_method_id"] in methods for entry in order["payment_history"])


def test_only_orders_that_left_have_parcels(order_data: Data) -> None:
    for order in order_data["orders"].values():
        sent = order["status"] not in {"pending", "cancelled"}
        assert bool(order["fulfillments"]) == sent
        for parcel in order["fulfillments"]:
            assert parcel["item_ids"] == [item["item_id"] for item in order["items"]]
            assert all(len(number) == 12 for number in parcel["tracking_id"])


def test_cancelled_orders_are_refunded_in_full(order_data: Data) -> None:
    for order in order_data["orders"].values():
        if order["status"] == "cancelled":
            payment, refund = order["payment_history"]
            assert refund == payment | {"transaction_type": "refund"}
            assert order["cancel_reason"] in {"no longer needed", "ordered by mistake"}


def test_exchanges_are_for_another_option_of_the_same_product(order_data: Data) -> None:
    for order in order_data["orders"].values():
        if order["status"] == "exchange requested":
            (old,), (new,) = order["exchange_items"], order["exchange_new_items"]
            item = next(item for item in order["items"] if item["item_id"] == old)
            variants = order_data["products"][item["product_id"]]["variants"]
            assert old != new
            assert variants[new]["available"]
            difference = Decimal(str(variants[new]["price"])) - Decimal(str(item["price"]))
            assert Decimal(str(order["exchange_price_difference"])) == difference


def test_an_order_of_a_vanished_product_is_named(products: list[Product]) -> None:
    with pytest.raises(ValueError, match="#W"):
        build_orders(products[:10])
