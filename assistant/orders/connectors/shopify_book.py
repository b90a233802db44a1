"""The records of a Shopify shop, read as they are needed, and the one change made there."""

from dataclasses import dataclass, field
from typing import Any

from assistant.orders.book import not_found
from assistant.orders.connectors.remote import RemoteBook, ShopSystemError
from assistant.orders.connectors.shopify_client import ShopifyClient
from assistant.orders.connectors.shopify_records import (
    CUSTOMER,
    ORDER,
    PRODUCT,
    gid_of,
    order_from,
    product_from,
    user_from,
)
from assistant.orders.operations import Change
from assistant.orders.records import Order, Product, User

_ORDER = (
    "query Order($query: String!) { orders(first: 5, query: $query) { nodes { ...Order } } }"
    + ORDER
)
_CUSTOMER = "query Customer($id: ID!) { customer(id: $id) { ...Customer } }" + CUSTOMER
_PRODUCT = "query Product($id: ID!) { product(id: $id) { ...Product } }" + PRODUCT
_CANCEL = """mutation Cancel($orderId: ID!, $note: String) {
  orderCancel(
    orderId: $orderId, reason: CUSTOMER, restock: true, notifyCustomer: true, staffNote: $note,
    refundMethod: { originalPaymentMethodsRefund: true }
  ) { job { id done } orderCancelUserErrors { code field message } }
}"""
_JOB = "query Job($id: ID!) { job(id: $id) { id done } }"
_LOOKS = 6
_BETWEEN_LOOKS = 0.5
"""Seconds; Shopify cancels in the background, as a rule within a second."""


@dataclass
class ShopifyBook(RemoteBook):
    """A `Book` over the shop."""

    client: ShopifyClient = field(kw_only=True)

    def order(self, order_id: str) -> Order:
        """Return the order of that number, such as `#1001`."""
        return self.noted("order", order_id, order_from(self._order(order_id)))

    def user(self, user_id: str) -> User:
        """Return the customer of that id."""
        record = self.client.ask(_CUSTOMER, id=gid_of("Customer", user_id))["customer"]
        if record is None:
            raise not_found("User")
        return self.noted("user", user_id, user_from(record))

    def product(self, product_id: str) -> Product:
        """Return the product of that id."""
        record = self.client.ask(_PRODUCT, id=gid_of("Product", product_id))["product"]
        if record is None:
            raise not_found("Product")
        return self.noted("product", product_id, product_from(record))

    def store(self, change: Change) -> Change:
        """Cancel the order there, which pays everything back; return it as it was before."""
        if change.order is None:
            raise ValueError("only orders are changed in the shop's system")
        record = self._order(change.order.order_id)
        arguments = {"orderId": record["id"], "note": change.order.cancel_reason}
        outcome = self.client.ask(_CANCEL, **arguments)["orderCancel"]
        if problems := outcome["orderCancelUserErrors"]:
            messages = "; ".join(problem["message"] for problem in problems)
            raise ShopSystemError(f"orderCancel failed: {messages}")
        self._await(outcome["job"])
        return Change(order=order_from(record))

    def _await(self, job: dict[str, Any]) -> None:
        """Look whether it is done, for a little while; what was accepted will be done."""
        for _ in range(_LOOKS):
            if job["done"]:
                return
            self.client.sleep(_BETWEEN_LOOKS)
            job = self.client.ask(_JOB, id=job["id"])["job"] or {"done": True}

    def _order(self, number: str) -> dict[str, Any]:
        found = self.client.ask(_ORDER, query=f"name:{quoted(number)}")["orders"]["nodes"]
        # The search is loose; an order without a customer is nobody's to ask about.
        meant = [record for record in found if record["name"] == number and record["customer"]]
        if not meant:
            raise not_found("Order")
        order: dict[str, Any] = meant[0]
        return order


def quoted(value: str) -> str:
    r"""Write a value for Shopify's search syntax, in which it is one term and nothing else.

    >>> quoted("#1001 OR email:*")
    '"#1001 OR email:*"'
    """
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
