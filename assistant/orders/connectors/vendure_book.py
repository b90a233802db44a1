"""The records of a Vendure server, read as they are needed, and the two changes made there."""

from dataclasses import dataclass, field
from typing import Any

from babel.numbers import get_currency_precision

from assistant.orders.book import not_found
from assistant.orders.connectors.remote import RemoteBook, ShopSystemError
from assistant.orders.connectors.vendure_client import VendureClient
from assistant.orders.connectors.vendure_records import (
    CUSTOMER_FIELDS,
    ORDER_FIELDS,
    PRODUCT_FIELDS,
    STATUSES,
    order_from,
    product_from,
    user_from,
)
from assistant.orders.operations import Change
from assistant.orders.records import Order, Product, User

_ORDER = """query ($code: String!) {
  orders(options: {filter: {code: {eq: $code}}}) { items { %s } }
}"""
_CUSTOMER = """query ($id: ID!) {
  customer(id: $id) {
    %s
    orders(options: {sort: {orderPlacedAt: DESC}, take: 100}) { items { %s } }
  }
}"""
_PRODUCT = "query ($id: ID!) { product(id: $id) { %s } }"
_CANCEL = """mutation ($input: CancelOrderInput!) {
  cancelOrder(input: $input) { __typename ... on ErrorResult { message } }
}"""
_REFUND = """mutation ($input: RefundOrderInput!) {
  refundOrder(input: $input) { __typename ... on ErrorResult { message } }
}"""


@dataclass
class VendureBook(RemoteBook):
    """A `Book` over the server."""

    client: VendureClient = field(kw_only=True)

    def order(self, order_id: str) -> Order:
        """Return the order of that code; a cart is none."""
        return self.noted("order", order_id, order_from(self._order(order_id)))

    def user(self, user_id: str) -> User:
        """Return the customer of that id."""
        query = _CUSTOMER % (CUSTOMER_FIELDS, ORDER_FIELDS)
        record = self.client.ask(query, id=user_id)["customer"]
        if record is None:
            raise not_found("User")
        placed = [each for each in record["orders"]["items"] if each["state"] in STATUSES]
        return self.noted("user", user_id, user_from(record, list(map(order_from, placed))))

    def product(self, product_id: str) -> Product:
        """Return the product of that id."""
        record = self.client.ask(_PRODUCT % PRODUCT_FIELDS, id=product_id)["product"]
        if record is None:
            raise not_found("Product")
        return self.noted("product", product_id, product_from(record))

    def store(self, change: Change) -> Change:
        """Give the money back and cancel the order there; return it as it was before.

        In this turn: broken off between the two, the order is still open, its history shows what
        was paid back, and the next run pays back the rest (nothing) and cancels.
        """
        if change.order is None:
            raise ValueError("only orders are changed in the shop's system")
        record = self._order(change.order.order_id)
        why = {"reason": change.order.cancel_reason}
        settled = {each["id"] for each in record["payments"] if each["state"] == "Settled"}
        # What was only authorised is let go by the cancelling itself.
        for method_id, value in change.refunds.items():
            if method_id in settled:
                cents = int(value.scaleb(get_currency_precision(change.order.currency)))
                self._do(_REFUND, "refundOrder", _refund(method_id, cents) | why)
        cancel = {"orderId": record["id"], "cancelShipping": True, **why}
        self._do(_CANCEL, "cancelOrder", cancel)
        return Change(order=order_from(record))

    def _order(self, code: str) -> dict[str, Any]:
        found = self.client.ask(_ORDER % ORDER_FIELDS, code=code)["orders"]["items"]
        placed = [record for record in found if record["state"] in STATUSES and record["customer"]]
        if not placed:
            raise not_found("Order")
        order: dict[str, Any] = placed[0]
        return order

    def _do(self, mutation: str, name: str, arguments: dict[str, Any]) -> None:
        outcome = self.client.ask(mutation, input=arguments)[name]
        if "message" in outcome:
            raise ShopSystemError(f"{name} failed: {outcome['message']}")


def _refund(payment_id: str, cents: int) -> dict[str, Any]:
    # Two fields are deprecated, yet some databases refuse a refund (3.7) that leaves them out.
    return {"paymentId": payment_id, "amount": cents, "shipping": 0, "adjustment": 0}
