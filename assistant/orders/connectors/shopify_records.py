"""Shopify's records as the desk's: ids lose their prefix, states get our names."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

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

TRANSACTION = """
fragment Transaction on OrderTransaction {
  id kind status amountSet { shopMoney { amount currencyCode } } parentTransaction { id }
}
"""
_ADDRESS = """
fragment Address on MailingAddress { address1 address2 city provinceCode zip countryCodeV2 }
"""
ORDER = (
    """
fragment Order on Order {
  id name processedAt cancelledAt cancelReason currencyCode displayFulfillmentStatus
  customer { id }
  shippingAddress { ...Address }
  lineItems(first: 50) {
    nodes {
      id title quantity discountedUnitPriceSet { shopMoney { amount currencyCode } }
      variant { id selectedOptions { name value } }
      product { id }
    }
  }
  fulfillments(first: 10) {
    displayStatus deliveredAt trackingInfo(first: 5) { number }
    fulfillmentLineItems(first: 50) { nodes { quantity lineItem { id } } }
  }
  transactions(first: 30) { ...Transaction }
}
"""
    + _ADDRESS
    + TRANSACTION
)
CUSTOMER = (
    """
fragment Customer on Customer {
  id firstName lastName defaultEmailAddress { emailAddress } defaultAddress { ...Address }
  orders(first: 20, reverse: true) { nodes { name transactions(first: 10) { ...Transaction } } }
}
"""
    + _ADDRESS
    + TRANSACTION
)
PRODUCT = """
fragment Product on Product {
  id title
  variants(first: 100) { nodes { id price availableForSale selectedOptions { name value } } }
}
"""

_PENDING = ("UNFULFILLED", "OPEN", "ON_HOLD", "SCHEDULED")
_SENT = ("FULFILLED", "PARTIALLY_FULFILLED", "IN_PROGRESS", "PENDING_FULFILLMENT")
_STATUSES = {**dict.fromkeys(_PENDING, "pending"), **dict.fromkeys(_SENT, "processed")}
_RECEIVED = ("SALE", "CAPTURE", "AUTHORIZATION")
_ONLY_OPTION = "Default Title"


def number_of(gid: str) -> str:
    """Return the number in a global id.

    >>> number_of("gid://shopify/ProductVariant/41234")
    '41234'
    """
    return gid.rsplit("/", 1)[-1]


def gid_of(kind: str, number: str) -> str:
    """Return the global id of a record of that kind."""
    return f"gid://shopify/{kind}/{number}"


def order_from(record: dict[str, Any]) -> Order:
    """Return an order as the desk knows it; of a line of three, there are three items."""
    return Order(
        order_id=record["name"],
        user_id=number_of(record["customer"]["id"]),
        address=_address(record["shippingAddress"]),
        items=list(_items(record)),
        status=_status(record),
        fulfillments=[_fulfillment(parcel, record) for parcel in record["fulfillments"]],
        payment_history=list(payments_from(record["transactions"])),
        placed_at=record["processedAt"],
        delivered_at=_delivered_at(record),
        currency=record["currencyCode"],
    )


def user_from(record: dict[str, Any]) -> User:
    """Return a customer with the numbers of their orders and every way that paid for one."""
    orders = record["orders"]["nodes"]
    paid = [entry for order in orders for entry in payments_from(order["transactions"])]
    ways = dict.fromkeys(entry.payment_method_id for entry in paid)
    return User(
        user_id=number_of(record["id"]),
        name=Name(first_name=record["firstName"] or "", last_name=record["lastName"] or ""),
        address=_address(record["defaultAddress"]),
        email=(record["defaultEmailAddress"] or {}).get("emailAddress") or "",
        payment_methods={each: OriginalPayment(source="original", id=each) for each in ways},
        orders=[order["name"] for order in orders],
    )


def product_from(record: dict[str, Any]) -> Product:
    """Return a product with its variants."""
    variants = {
        number_of(variant["id"]): Variant(
            item_id=number_of(variant["id"]),
            options=options_of(variant),
            available=variant["availableForSale"],
            price=Decimal(variant["price"]),
        )
        for variant in record["variants"]["nodes"]
    }
    return Product(name=record["title"], product_id=number_of(record["id"]), variants=variants)


def options_of(variant: dict[str, Any] | None) -> dict[str, str]:
    """The options of a variant by their name; none where the product comes in one form only."""
    chosen = variant["selectedOptions"] if variant else []
    return {each["name"]: each["value"] for each in chosen if each["value"] != _ONLY_OPTION}


def payments_from(transactions: list[dict[str, Any]]) -> Iterator[Payment]:
    """Yield what came in and went back; an amount that was captured counts once."""
    done = [each for each in transactions if each["status"] == "SUCCESS"]
    captures = {_parent(each): each["id"] for each in done if each["kind"] == "CAPTURE"}
    over = {_parent(each) for each in done if each["kind"] in ("CAPTURE", "VOID")}
    for each in done:
        if each["kind"] in _RECEIVED and each["id"] not in over:
            yield _entry("payment", each, each["id"])
        elif each["kind"] == "REFUND":
            # Some name the authorization; what was paid is its capture.
            yield _entry("refund", each, captures.get(_parent(each), _parent(each)))


def _parent(transaction: dict[str, Any]) -> str:
    parent: str = (transaction["parentTransaction"] or transaction)["id"]
    return parent


def _entry(kind: str, transaction: dict[str, Any], paid_by: str) -> Payment:
    value = _amount(transaction["amountSet"])
    return Payment.model_validate(
        {"transaction_type": kind, "amount": value, "payment_method_id": number_of(paid_by)}
    )


def _amount(money: dict[str, Any]) -> Decimal:
    return Decimal(money["shopMoney"]["amount"])


def _status(record: dict[str, Any]) -> str:
    if record["cancelledAt"]:
        return "cancelled"
    if _delivered_at(record):
        return "delivered"
    shown: str = record["displayFulfillmentStatus"]
    return _STATUSES.get(shown, shown.lower())


def _delivered_at(record: dict[str, Any]) -> datetime | None:
    moments = [parcel["deliveredAt"] for parcel in record["fulfillments"]]
    if not moments or None in moments or record["displayFulfillmentStatus"] != "FULFILLED":
        return None
    return max(map(datetime.fromisoformat, moments))


def _items(record: dict[str, Any]) -> Iterator[Item]:
    for line in record["lineItems"]["nodes"]:
        # A variant or product that was deleted since has no id any more: the line has one.
        variant, product = line["variant"] or line, line["product"] or line
        for _ in range(line["quantity"]):
            yield Item(
                name=line["title"],
                product_id=number_of(product["id"]),
                item_id=number_of(variant["id"]),
                price=_amount(line["discountedUnitPriceSet"]),
                options=options_of(line["variant"]),
            )


def _fulfillment(parcel: dict[str, Any], record: dict[str, Any]) -> Fulfillment:
    items = {
        line["id"]: number_of((line["variant"] or line)["id"])
        for line in record["lineItems"]["nodes"]
    }
    return Fulfillment(
        tracking_id=[each["number"] for each in parcel["trackingInfo"] if each["number"]],
        item_ids=[
            items[sent["lineItem"]["id"]]
            for sent in parcel["fulfillmentLineItems"]["nodes"]
            for _ in range(sent["quantity"])
        ],
    )


def _address(record: dict[str, Any] | None) -> Address:
    known = record or {}
    return Address(
        address1=known.get("address1") or "",
        address2=known.get("address2") or "",
        city=known.get("city") or "",
        state=known.get("provinceCode") or "",
        zip=known.get("zip") or "",
        country=known.get("countryCodeV2") or "",
    )
