"""Puts order records into sentences; every figure in them comes from the record."""

from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal

from babel.dates import format_date

from assistant.orders.money import show_money
from assistant.orders.policy import Policy
from assistant.orders.records import (
    Address,
    CreditCard,
    Item,
    Order,
    PaymentMethod,
    User,
    Variant,
)

Say = Callable[..., str]
"""Fills a template sentence: `say(key, **slots)`."""
_AT_REST = frozenset({"delivered", "cancelled", "return requested", "exchange requested"})
"""Statuses in which an order goes nowhere any more."""


class Describer:
    """Describes records in one language and under one policy.

    Args:
        say: The template sentences of the shopper's language.
        policy: Says when refunds arrive.
        language: ISO 639-1, for amounts and dates.
    """

    def __init__(self, say: Say, policy: Policy, language: str) -> None:
        self._say = say
        self._policy = policy
        self._language = language

    def money(self, amount: Decimal, order: Order) -> str:
        """Write an amount in the order's currency; what it is for says which way it goes."""
        return show_money(abs(amount), order.currency, self._language)

    def date(self, moment: datetime) -> str:
        """Write the day."""
        return str(format_date(moment, format="long", locale=self._language))

    def item(self, item: Item | Variant, name: str = "") -> str:
        """Name an item with what tells it from its siblings."""
        options = ", ".join(item.options.values())
        title = item.name if isinstance(item, Item) else name
        return f"{title} ({options})" if options else title

    def items(self, order: Order, item_ids: Iterable[str] | None = None) -> str:
        """Name the order's items, or some of them, each with its price."""
        chosen = order.items
        if item_ids is not None:
            by_id = {item.item_id: item for item in order.items}
            chosen = [by_id[item_id] for item_id in item_ids if item_id in by_id]
        return "; ".join(f"{self.item(item)} {self.money(item.price, order)}" for item in chosen)

    def method(self, method: PaymentMethod | None) -> str:
        """Name a way to pay as its owner knows it, without giving its number away."""
        if isinstance(method, CreditCard):
            brand = method.brand.capitalize()
            return self._say("order.method.credit_card", brand=brand, digits=method.last_four)
        return self._say(f"order.method.{method.source if method else 'unknown'}")

    def method_of(self, user: User, payment_method_id: str | None) -> str:
        """Name one of the shopper's ways to pay by its id."""
        return self.method(user.payment_methods.get(payment_method_id or ""))

    def arrival(self, method: PaymentMethod | None) -> str:
        """Say when a refund to it arrives, by the policy."""
        time = self._policy.refund_times.get(method.source) if method else None
        if time is None:
            return self._say("order.arrival.unknown")
        if time.at_once:
            return self._say("order.arrival.at_once")
        return self._say("order.arrival.days", low=time.from_days, high=time.to_days)

    def address(self, address: Address) -> str:
        """Write an address in one line."""
        street = f"{address.address1}, {address.address2}".rstrip(", ")
        return f"{street}, {address.city}, {address.state} {address.zip}, {address.country}"

    def status(self, order: Order) -> str:
        """Say in plain words how the order stands; an unknown status is said as it is."""
        return self._state("order.status", order)

    def reason(self, name: str) -> str:
        """Name a reason of the policy's; one that the shop has added stays in its own words."""
        try:
            return self._say(f"order.reason.{name}")
        except KeyError:
            return name

    def headline(self, order: Order) -> str:
        """Number, first item and status: a line in a list of orders."""
        name = order.items[0].name if order.items else "-"
        key = "order.line_more" if len(order.items) > 1 else "order.line"
        return self._say(
            key,
            number=order.order_id,
            item=name,
            more=len(order.items) - 1,
            status=self._state("order.short", order),
        )

    def order(self, order: Order) -> str:
        """Say everything about an order that its shopper asks for."""
        said = [self._say("order.shown", number=order.order_id, status=self.status(order))]
        if order.placed_at:
            said.append(self._say("order.placed", date=self.date(order.placed_at)))
        if order.delivered_at:
            said.append(self._say("order.delivered", date=self.date(order.delivered_at)))
        said.append(self._say("order.items", items=self.items(order)))
        said.append(self._say("order.total", total=self.money(order.total, order)))
        if order.status not in _AT_REST:
            said.append(self._say("order.destination", address=self.address(order.address)))
        tracking = [number for parcel in order.fulfillments for number in parcel.tracking_id]
        if tracking:
            said.append(self._say("order.tracking", numbers=", ".join(tracking)))
        return " ".join(said)

    def refunds(self, order: Order, user: User) -> str:
        """Say what goes back to the shopper for this order, where to and when."""
        said = [
            self._refund("order.refunded", order, user, entry.payment_method_id, entry.amount)
            for entry in order.payment_history
            if entry.transaction_type == "refund" and entry.amount
        ]
        if order.return_items:
            amount = self._policy.return_refund(order, order.return_items)
            method_id = order.return_payment_method_id
            said.append(self._refund("order.refund_due", order, user, method_id, amount))
        difference = order.exchange_price_difference
        if difference is not None and difference < 0:
            method_id = order.exchange_payment_method_id
            said.append(self._refund("order.refund_due", order, user, method_id, difference))
        return " ".join(said) or self._say("order.no_refund", number=order.order_id)

    def _state(self, wording: str, order: Order) -> str:
        try:
            return self._say(f"{wording}.{order.status}")
        except KeyError:
            return self._say(f"{wording}.other", status=order.status)

    def _refund(
        self, key: str, order: Order, user: User, method_id: str | None, amount: Decimal
    ) -> str:
        method = user.payment_methods.get(method_id or "")
        return self._say(
            key,
            number=order.order_id,
            amount=self.money(amount, order),
            method=self.method(method),
            arrival=self.arrival(method),
        )
