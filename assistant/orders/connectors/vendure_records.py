"""Vendure's records as the desk's: amounts in cents become decimals, states get our names."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision

from assistant.orders.records import (
    Address,
    Fulfillment,
    Item,
    Name,
    Order,
    OriginalPayment,
    Payment,
    Product,
    User,
    Variant,
)

ORDER_FIELDS = """
  id code state orderPlacedAt currencyCode
  customer { id }
  shippingAddress { streetLine1 streetLine2 city province postalCode countryCode }
  lines {
    id orderPlacedQuantity quantity unitPriceWithTax
    productVariant { id product { id name } options { name group { name } } }
  }
  payments { id method amount state refunds { id total state } }
  fulfillments { state trackingCode updatedAt lines { orderLineId quantity } }
"""
CUSTOMER_FIELDS = """
  id firstName lastName emailAddress
  addresses {
    streetLine1 streetLine2 city province postalCode country { code } defaultShippingAddress
  }
"""
PRODUCT_FIELDS = """
  id name
  variants { id enabled priceWithTax currencyCode stockLevel options { name group { name } } }
"""

_PENDING = ("PaymentAuthorized", "PaymentSettled")
_SENT = ("PartiallyShipped", "Shipped", "PartiallyDelivered")
STATUSES = {
    **dict.fromkeys(_PENDING, "pending"),
    **dict.fromkeys(_SENT, "processed"),
    "Delivered": "delivered",
    "Cancelled": "cancelled",
}
"""An order in another state is still a cart, or is being changed by a person."""
_RECEIVED = ("Authorized", "Settled")


def order_from(record: dict[str, Any]) -> Order:
    """Return an order as the desk knows it; of a line of three, there are three items."""
    currency = record["currencyCode"]
    return Order(
        order_id=record["code"],
        user_id=record["customer"]["id"],
        address=_address(record["shippingAddress"] or {}),
        items=list(_items(record, currency)),
        status=STATUSES.get(record["state"], record["state"]),
        fulfillments=[_fulfillment(parcel, record) for parcel in record["fulfillments"] or []],
        payment_history=list(_payments(record, currency)),
        placed_at=record["orderPlacedAt"],
        delivered_at=_delivered_at(record),
        currency=currency,
    )


def user_from(record: dict[str, Any], orders: list[Order]) -> User:
    """Return a customer with the numbers of their orders and every way that paid for one."""
    usual = sorted(record["addresses"] or [{}], key=lambda a: not a.get("defaultShippingAddress"))
    paid = {entry.payment_method_id for order in orders for entry in order.payment_history}
    return User(
        user_id=record["id"],
        name=Name(first_name=record["firstName"], last_name=record["lastName"]),
        address=_address(usual[0]),
        email=record["emailAddress"],
        payment_methods={each: OriginalPayment(source="original", id=each) for each in paid},
        orders=[order.order_id for order in orders],
    )


def product_from(record: dict[str, Any]) -> Product:
    """Return a product with its variants."""
    return Product(
        name=record["name"],
        product_id=record["id"],
        variants={
            variant["id"]: Variant(
                item_id=variant["id"],
                options=options_of(variant),
                available=variant["enabled"] and variant["stockLevel"] != "OUT_OF_STOCK",
                price=amount(variant["priceWithTax"], variant["currencyCode"]),
            )
            for variant in record["variants"]
        },
    )


def options_of(variant: dict[str, Any]) -> dict[str, str]:
    """The options of a variant by the name of their group."""
    return {option["group"]["name"]: option["name"] for option in variant["options"]}


def amount(cents: int, currency: str) -> Decimal:
    """An amount in the currency's smallest coin as a decimal.

    >>> amount(8300, "USD"), amount(8300, "JPY")
    (Decimal('83.00'), Decimal('8300'))
    """
    return Decimal(cents).scaleb(-get_currency_precision(currency))


def _items(record: dict[str, Any], currency: str) -> Iterator[Item]:
    for line in record["lines"]:
        variant = line["productVariant"]
        # A cancelled line holds 0: what was ordered is what the shopper asks about.
        for _ in range(line["quantity"] or line["orderPlacedQuantity"]):
            yield Item(
                name=variant["product"]["name"],
                product_id=variant["product"]["id"],
                item_id=variant["id"],
                price=amount(line["unitPriceWithTax"], currency),
                options=options_of(variant),
            )


def _payments(record: dict[str, Any], currency: str) -> Iterator[Payment]:
    for payment in record["payments"] or []:
        if payment["state"] not in _RECEIVED:
            continue
        yield _entry("payment", payment, payment["amount"], currency)
        for refund in payment["refunds"]:
            if refund["state"] != "Failed":
                yield _entry("refund", payment, refund["total"], currency)


def _entry(kind: str, payment: dict[str, Any], cents: int, currency: str) -> Payment:
    value = amount(cents, currency)
    return Payment.model_validate(
        {"transaction_type": kind, "amount": value, "payment_method_id": payment["id"]}
    )


def _fulfillment(parcel: dict[str, Any], record: dict[str, Any]) -> Fulfillment:
    variants = {line["id"]: line["productVariant"]["id"] for line in record["lines"]}
    return Fulfillment(
        tracking_id=[parcel["trackingCode"]] if parcel["trackingCode"] else [],
        item_ids=[
            variants[line["orderLineId"]]
            for line in parcel["lines"]
            for _ in range(line["quantity"])
        ],
    )


def _delivered_at(record: dict[str, Any]) -> datetime | None:
    moments = [
        datetime.fromisoformat(parcel["updatedAt"])
        for parcel in record["fulfillments"] or []
        if parcel["state"] == "Delivered"
    ]
    return max(moments) if moments and record["state"] == "Delivered" else None


def _address(record: dict[str, Any]) -> Address:
    country = record.get("countryCode") or (record.get("country") or {}).get("code")
    return Address(
        address1=record.get("streetLine1") or "",
        address2=record.get("streetLine2") or "",
        city=record.get("city") or "",
        state=record.get("province") or "",
        zip=record.get("postalCode") or "",
        country=country or "",
    )
