"""Changing where a pending order goes and how it is paid, and a shopper's own address."""

from typing import ClassVar

from assistant.orders.errors import DeskError, RefusalCode
from assistant.orders.operations.base import (
    Book,
    Change,
    Operation,
    OrderOperation,
    check_balance,
    check_open,
    credit,
    find_payment_method,
)
from assistant.orders.records import Address, Payment

_NOT_PENDING = "Non-pending order cannot be modified"


class _NewAddress(Operation):
    address1: str
    address2: str
    city: str
    state: str
    country: str
    zip: str

    @property
    def address(self) -> Address:
        """The new address as a record."""
        return Address(**{name: getattr(self, name) for name in Address.model_fields})


class ModifyPendingOrderAddress(OrderOperation, _NewAddress):
    """Send a pending order somewhere else."""

    name: ClassVar = "modify_pending_order_address"

    def apply(self, book: Book) -> Change:
        """Work out the order with its new address."""
        order = book.order(self.order_id)
        rule = book.policy.change_address
        check_open(rule, order, order.placed_at, book.now, _NOT_PENDING)
        return Change(order=order.model_copy(update={"address": self.address}))


class ModifyUserAddress(_NewAddress):
    """Change a shopper's own address; their orders keep theirs."""

    name: ClassVar = "modify_user_address"

    user_id: str

    def apply(self, book: Book) -> Change:
        """Work out the shopper with the new address."""
        return Change(user=book.user(self.user_id).model_copy(update={"address": self.address}))


class ModifyPendingOrderPayment(OrderOperation):
    """Pay a pending order another way; the first payment is refunded."""

    name: ClassVar = "modify_pending_order_payment"

    payment_method_id: str

    def apply(self, book: Book) -> Change:
        """Work out the payment, the refund and the gift cards' balances."""
        order = book.order(self.order_id)
        rule = book.policy.change_payment
        check_open(rule, order, order.placed_at, book.now, _NOT_PENDING)
        user = book.user(order.user_id)
        method = find_payment_method(user, self.payment_method_id)
        if [entry.transaction_type for entry in order.payment_history] != ["payment"]:
            no = "There should be exactly one payment for a pending order"
            raise DeskError(RefusalCode.PAYMENT_NOT_ALLOWED, no)
        paid = order.payment_history[0]
        if paid.payment_method_id == self.payment_method_id:
            no = "The new payment method should be different from the current one"
            raise DeskError(RefusalCode.PAYMENT_NOT_ALLOWED, no)
        check_balance(method, paid.amount, "Insufficient gift card balance to pay for the order")

        user = credit(user, self.payment_method_id, -paid.amount)
        user = credit(user, paid.payment_method_id, paid.amount)
        entries = [
            Payment(
                transaction_type="payment",
                amount=paid.amount,
                payment_method_id=self.payment_method_id,
            ),
            paid.model_copy(update={"transaction_type": "refund"}),
        ]
        history = {"payment_history": order.payment_history + entries}
        refunds = {self.payment_method_id: -paid.amount, paid.payment_method_id: paid.amount}
        return Change(order=order.model_copy(update=history), user=user, refunds=refunds)
