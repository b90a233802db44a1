"""Returning and exchanging what has been delivered."""

from decimal import Decimal
from typing import ClassVar

from assistant.orders.errors import DeskError, RefusalCode
from assistant.orders.operations.base import (
    Book,
    Change,
    OrderOperation,
    check_balance,
    check_in_order,
    check_open,
    find_payment_method,
    find_variant,
)


class ReturnDeliveredOrderItems(OrderOperation):
    """Ask for items to be taken back; the refund follows when they have arrived."""

    name: ClassVar = "return_delivered_order_items"

    item_ids: list[str]
    payment_method_id: str

    def apply(self, book: Book) -> Change:
        """Work out the order with its request, and the refund to come."""
        order = book.order(self.order_id)
        rule = book.policy.returns
        no = "Non-delivered order cannot be returned"
        check_open(rule, order, order.delivered_at, book.now, no)
        method = find_payment_method(book.user(order.user_id), self.payment_method_id)
        original = order.payment_history[0].payment_method_id if order.payment_history else None
        if self.payment_method_id != original and method.source not in rule.refund_to:
            no = "Payment method should be the original payment method"
            raise DeskError(RefusalCode.PAYMENT_NOT_ALLOWED, no)
        check_in_order(order, self.item_ids, "Some item not found")
        requested = order.model_copy(
            update={
                "status": "return requested",
                "return_items": sorted(self.item_ids),
                "return_payment_method_id": self.payment_method_id,
            }
        )
        refund = book.policy.return_refund(order, self.item_ids)
        return Change(order=requested, refunds={self.payment_method_id: refund})


class ExchangeDeliveredOrderItems(OrderOperation):
    """Ask for items to be swapped for other variants of the same products."""

    name: ClassVar = "exchange_delivered_order_items"

    item_ids: list[str]
    new_item_ids: list[str]
    payment_method_id: str

    def apply(self, book: Book) -> Change:
        """Work out the order with its request, and the difference in price."""
        order = book.order(self.order_id)
        no = "Non-delivered order cannot be exchanged"
        check_open(book.policy.exchanges, order, order.delivered_at, book.now, no)
        check_in_order(order, self.item_ids, "Number of {item} not found.")
        if len(self.item_ids) != len(self.new_item_ids):
            no = "The number of items to be exchanged should match."
            raise DeskError(RefusalCode.ITEMS_MISMATCH, no)
        bought = {item.item_id: item for item in order.items}
        difference = Decimal(0)
        for old_id, new_id in zip(self.item_ids, self.new_item_ids, strict=True):
            old = bought[old_id]
            difference += find_variant(book, old.product_id, new_id).price - old.price
        method = find_payment_method(book.user(order.user_id), self.payment_method_id)
        no = "Insufficient gift card balance to pay for the price difference"
        check_balance(method, difference, no)
        requested = order.model_copy(
            update={
                "status": "exchange requested",
                "exchange_items": sorted(self.item_ids),
                "exchange_new_items": sorted(self.new_item_ids),
                "exchange_payment_method_id": self.payment_method_id,
                "exchange_price_difference": difference,
            }
        )
        return Change(order=requested, refunds={self.payment_method_id: -difference})
