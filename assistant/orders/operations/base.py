"""What an operation is, what it may look at, and the checks that several of them share."""

from abc import abstractmethod
from datetime import datetime
from decimal import Decimal
from typing import ClassVar, Protocol

from pydantic import BaseModel, ConfigDict, Field

from assistant.orders.errors import DeskError, RefusalCode
from assistant.orders.policy import Policy, Rule
from assistant.orders.records import (
    GiftCard,
    Order,
    PaymentMethod,
    Product,
    Record,
    User,
    Variant,
)


class Book(Protocol):
    """The records as they stand, and the rules; reading a missing one raises `DeskError`.

    `public_domain_defects` reproduces three known defects of the public tau2 retail domain, so
    that runs of its tasks compare exactly; a shop never sets it.
    """

    policy: Policy
    now: datetime
    public_domain_defects: bool

    def order(self, order_id: str) -> Order:
        """Return the order of that number."""
        ...

    def user(self, user_id: str) -> User:
        """Return the shopper of that id."""
        ...

    def product(self, product_id: str) -> Product:
        """Return the product of that id."""
        ...


class Change(Record):
    """The records as they would be afterwards; what is None stays as it is.

    `refunds` names what goes back to the shopper, by payment method id, now or later; a
    negative amount is a charge.
    """

    order: Order | None = None
    user: User | None = None
    refunds: dict[str, Decimal] = Field(default_factory=dict)


class Operation(BaseModel):
    """A change that was asked for, not yet done; equal arguments make equal operations."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: ClassVar[str]

    @abstractmethod
    def apply(self, book: Book) -> Change:
        """Work out what would change; nothing is changed by this.

        Raises:
            DeskError: The records or the policy do not allow it.
        """


class OrderOperation(Operation):
    """An operation on one order."""

    order_id: str


def check_open(rule: Rule, order: Order, since: datetime | None, now: datetime, no: str) -> None:
    """Refuse with the line `no` where the order's status, or the time since then, forbids it."""
    if order.status not in rule.statuses:
        raise DeskError(RefusalCode.WRONG_STATUS, no)
    if not rule.allows_at(since, now):
        raise DeskError(RefusalCode.OUTSIDE_WINDOW, f"Outside the {rule.window_days} day window")


def check_in_order(order: Order, item_ids: list[str], no: str) -> None:
    """Refuse with `no` (`{item}` is filled in) unless the order holds each of the items."""
    held = [item.item_id for item in order.items]
    for item_id in item_ids:
        if item_ids.count(item_id) > held.count(item_id):
            raise DeskError(RefusalCode.ITEMS_MISMATCH, no.format(item=item_id))


def find_payment_method(user: User, payment_method_id: str) -> PaymentMethod:
    """Return that way of paying of the shopper's."""
    if payment_method_id not in user.payment_methods:
        raise DeskError(RefusalCode.NOT_FOUND, "Payment method not found")
    return user.payment_methods[payment_method_id]


def find_variant(book: Book, product_id: str, item_id: str) -> Variant:
    """Return that variant of the product, which must be one that can be bought now."""
    variants = book.product(product_id).variants
    if item_id not in variants:
        raise DeskError(RefusalCode.NOT_FOUND, "Variant not found")
    if not variants[item_id].available:
        raise DeskError(RefusalCode.UNAVAILABLE, f"New item {item_id} not found or available")
    return variants[item_id]


def check_balance(method: PaymentMethod, amount: Decimal, no: str) -> None:
    """Refuse with the line `no` where a gift card cannot pay the amount."""
    if isinstance(method, GiftCard) and method.balance < amount:
        raise DeskError(RefusalCode.INSUFFICIENT_BALANCE, no)


def credit(user: User, payment_method_id: str, amount: Decimal) -> User:
    """Return the shopper with the amount put on that gift card; other methods hold no balance.

    A negative amount is taken off.
    """
    method = find_payment_method(user, payment_method_id)
    if not isinstance(method, GiftCard):
        return user
    filled = method.model_copy(update={"balance": method.balance + amount})
    methods = user.payment_methods | {payment_method_id: filled}
    return user.model_copy(update={"payment_methods": methods})
