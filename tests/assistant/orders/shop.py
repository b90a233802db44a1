"""A small shop's order data, written for these tests."""

import copy
from typing import Any

ADDRESS = {
    "address1": "1 Oak Lane",
    "address2": "Flat 2",
    "city": "Denver",
    "country": "USA",
    "state": "CO",
    "zip": "80279",
}
SHIRTS = {
    "shirt-blue-m": ({"color": "blue", "size": "M"}, True, 20.1),
    "shirt-red-m": ({"color": "red", "size": "M"}, True, 25.35),
    "shirt-red-l": ({"color": "red", "size": "L"}, True, 18.0),
    "shirt-green-m": ({"color": "green", "size": "M"}, False, 20.1),
}
MUGS = {
    "mug-white": ({"color": "white"}, True, 8.2),
    "mug-black": ({"color": "black"}, True, 9.0),
}


def shop_data() -> dict[str, Any]:
    """Two shoppers, four orders, two products; a new copy at each call."""
    return copy.deepcopy(
        {
            "products": {
                "shirt": _product("shirt", "Linen Shirt", SHIRTS),
                "mug": _product("mug", "Coffee Mug", MUGS),
            },
            "users": {
                "ada_1": {
                    "user_id": "ada_1",
                    "name": {"first_name": "Ada", "last_name": "Nuñez"},
                    "address": ADDRESS,
                    "email": "Ada.Nunez@example.com",
                    "payment_methods": {
                        "gift_1": {"source": "gift_card", "id": "gift_1", "balance": 4.1},
                        "card_1": {
                            "source": "credit_card",
                            "id": "card_1",
                            "brand": "visa",
                            "last_four": "4242",
                        },
                    },
                    "orders": ["#W1000", "#W1001", "#W1002"],
                },
                "bo_2": {
                    "user_id": "bo_2",
                    "name": {"first_name": "Bo", "last_name": "Lind"},
                    "address": ADDRESS | {"zip": "10001"},
                    "email": "bo@example.com",
                    "payment_methods": {"paypal_2": {"source": "paypal", "id": "paypal_2"}},
                    "orders": ["#W2000"],
                },
            },
            "orders": {
                "#W1000": _order(
                    "#W1000", "ada_1", "pending", ["shirt-blue-m", "mug-white"], "card_1"
                ),
                "#W1001": _order("#W1001", "ada_1", "delivered", ["shirt-blue-m"], "card_1"),
                "#W1002": _order("#W1002", "ada_1", "pending", ["mug-white"], "gift_1"),
                "#W2000": _order("#W2000", "bo_2", "pending", ["shirt-red-m"], "paypal_2"),
            },
        }
    )


def _product(product_id: str, name: str, variants: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "product_id": product_id,
        "variants": {
            item_id: {"item_id": item_id, "options": options, "available": there, "price": price}
            for item_id, (options, there, price) in variants.items()
        },
    }


def _order(
    order_id: str, user_id: str, status: str, item_ids: list[str], method: str
) -> dict[str, Any]:
    items = [_item(item_id) for item_id in item_ids]
    paid = round(sum(item["price"] for item in items), 2)
    parcel = {"tracking_id": ["T-77"], "item_ids": item_ids}
    return {
        "order_id": order_id,
        "user_id": user_id,
        "address": ADDRESS,
        "items": items,
        "status": status,
        "fulfillments": [] if status == "pending" else [parcel],
        "payment_history": [
            {"transaction_type": "payment", "amount": paid, "payment_method_id": method}
        ],
    }


def _item(item_id: str) -> dict[str, Any]:
    product_id = item_id.split("-")[0]
    options, _, price = (SHIRTS | MUGS)[item_id]
    name = {"shirt": "Linen Shirt", "mug": "Coffee Mug"}[product_id]
    return {
        "name": name,
        "product_id": product_id,
        "item_id": item_id,
        "price": price,
        "options": options,
    }
