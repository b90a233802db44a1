"""Cancelling an order that has not been sent."""

from decimal import Decimal
from typing import ClassVar

from assistant.orders.errors import DeskError, RefusalCode
from assistant.orders.operations.base import Book, Change, OrderOperation, check_open, credit
from assistant.orders.records import Order, Payment


class CancelPendingOrder(OrderOperation):
    """Cancel the whole order; what was paid goes back the way it came, less the policy's fee."""

    name: ClassVar = "cancel_pending_order"

    reason: str

    def apply(self, book: Book) -> Change:
        """Work out the refunds and the cancelled order."""
        order = book.order(self.order_id)
        rule = book.policy.cancel
        no = "Non-pending order cannot be cancelled"
        check_open(rule, order, order.placed_at, book.now, no)
        if self.reason not in rule.reasons:
            raise DeskError(RefusalCode.INVALID_REASON, "Invalid reason")

        refunds = [(p.payment_method_id, p.amount) for p in order.payment_history]
        if not book.public_domain_defects:
            refunds = _less(rule.fee.of(order.total, order.currency), _paid(order))

        user = book.user(order.user_id)
        for method_id, amount in refunds:
            user = credit(user, method_id, amount)
        entries = [
            Payment(transaction_type="refund", amount=amount, payment_method_id=method_id)
            for method_id, amount in refunds
        ]
        cancelled = order.model_copy(
            update={
                "status": "cancelled",
                "cancel_reason": self.reason,
                "payment_history": order.payment_history + entries,
            }
        )
        return Change(order=cancelled, user=user, refunds=dict(refunds))


def _paid(order: Order) -> list[tuple[str, Decimal]]:
    """What each method has paid and not got back, in the order of first use.

    The public domain refunds every entry of the history instead, earlier refunds included.
    """
    net: dict[str, Decimal] = {}
    for entry in order.payment_history:
        sign = 1 if entry.transaction_type == "payment" else -1
        method_id = entry.payment_method_id
        net[method_id] = net.get(method_id, Decimal(0)) + sign * entry.amount
    return [(method_id, amount) for method_id, amount in net.items() if amount > 0]


def _less(fee: Decimal, refunds: list[tuple[str, Decimal]]) -> list[tuple[str, Decimal]]:
    """The refunds with the fee kept back, from the first method that can bear it on."""
    left = []
    for method_id, amount in refunds:
        kept = min(fee, amount)
        fee -= kept
        if amount > kept:
            left.append((method_id, amount - kept))
    return left
