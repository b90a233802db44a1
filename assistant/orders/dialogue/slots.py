"""Reads the slots of an operation from everything said in its form; the latest word counts."""

import re
from collections.abc import Sequence
from itertools import groupby

from assistant.orders.dialogue.form import Asked
from assistant.orders.dialogue.items import (
    match_items,
    match_variants,
    wanted_options,
)
from assistant.orders.dialogue.mentions import pick_by_place
from assistant.orders.dialogue.visit import Visit
from assistant.orders.records import (
    Address,
    CreditCard,
    Item,
    Order,
    PaymentMethod,
    Variant,
)

_SOURCES = {
    "gift_card": re.compile(r"\bgift ?-?cards?\b", re.IGNORECASE),
    "paypal": re.compile(r"\bpay ?pal\b", re.IGNORECASE),
    "credit_card": re.compile(
        r"\b(?:credit|debit|visa|master ?card|amex|american express|discover|"
        r"(?<!gift )(?<!gift)card)\b",
        re.IGNORECASE,
    ),
}
_ORIGINAL = re.compile(
    r"\b(?:original|same (?:card|account|way|method|payment)|where it came from|how i paid|"
    r"way i paid|paid with)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?P<address1>(?<![#\w])\d+[^\s,]*\s[^,\n]+),\s*(?:(?P<address2>[^,\n]+),\s*)?(?P<city>[^,\d\n]+),\s*"
    r"(?P<state>[A-Za-z]{2})[\s,]+(?P<zip>\d{5}(?:-\d{4})?)"
    r"(?:,\s*(?P<country>USA?|United States|Canada|Mexico|UK|United Kingdom)\b)?"
)


def pick_items(visit: Visit, order: Order) -> list[Item]:
    """Return the items of the order that are spoken of; the only one needs no words."""
    if len(order.items) == 1:
        return list(order.items)
    for entry in reversed(visit.form.said):
        picked = pick_by_place(entry.text, entry.choices) if entry.asked is Asked.ITEMS else None
        if picked is not None:
            return [item for item in order.items if item.item_id == picked][:1]
        found = match_items(entry.text, order.items)
        if found and (len(found) == len(order.items) or _told_apart(found)):
            return found
    raise visit.ask.items(order)


def pick_new_items(visit: Visit, order: Order, items: Sequence[Item]) -> list[str]:
    """Return for each of the order's items the id of the variant to have instead."""
    return [_new_item(visit, order, item).item_id for item in items]


def pick_payment(visit: Visit, methods: Sequence[PaymentMethod], original: str | None) -> str:
    """Return the id of one of these ways to pay; the only one needs no words.

    Args:
        visit: The turn.
        methods: What may be chosen from.
        original: The id of the way the order was paid, which may be called that.
    """
    if len(methods) == 1:
        return methods[0].id
    for entry in reversed(visit.form.said):
        found = [method for method in methods if _means(entry.text, method, original)]
        exact = [
            method for method in found if method.id in entry.text or _digits(entry.text, method)
        ]
        if len(exact or found) == 1:
            return (exact or found)[0].id
        if entry.asked is Asked.PAYMENT and (picked := pick_by_place(entry.text, entry.choices)):
            return picked
    raise visit.ask.payment(methods)


def pick_difference_payment(
    visit: Visit, order: Order, items: Sequence[Item], new_item_ids: Sequence[str]
) -> str:
    """Return the id of the way by which the difference of a swap is paid; none needs no words."""
    original = paid_with(order)
    new_prices = [
        visit.gate.desk.get_product_details(item.product_id).variants[new_id].price
        for item, new_id in zip(items, new_item_ids, strict=True)
    ]
    if original in visit.user.payment_methods and sum(new_prices) == sum(i.price for i in items):
        return original
    return pick_payment(visit, list(visit.user.payment_methods.values()), original)


def paid_with(order: Order) -> str | None:
    """Return the id of the way the order was paid, where it is known."""
    return order.payment_history[0].payment_method_id if order.payment_history else None


def read_address(visit: Visit) -> Address:
    """Return the new address: street, perhaps a second line, city, state and zip."""
    for entry in reversed(visit.form.said):
        if found := _ADDRESS.search(entry.text):
            parts = {name: (value or "").strip() for name, value in found.groupdict().items()}
            country = parts["country"] or visit.user.address.country
            state = parts["state"].upper()
            return Address(**parts | {"state": state, "country": country})
    raise visit.ask.address()


def _new_item(visit: Visit, order: Order, item: Item) -> Variant:
    product = visit.gate.desk.get_product_details(item.product_id)
    for entry in reversed(visit.form.said):
        asked = entry.asked is Asked.NEW_ITEMS
        picked = pick_by_place(entry.text, entry.choices) if asked else None
        if picked in product.variants:
            return product.variants[picked]
    wanted = wanted_options([entry.text for entry in visit.form.said], item, product)
    fitting = match_variants(wanted, item, product)
    if wanted and len(fitting) == 1:
        return fitting[0]
    choices = fitting or match_variants({}, item, product)
    raise visit.ask.new_item(order, item, product, choices, none_fits=not fitting)


def _told_apart(items: Sequence[Item]) -> bool:
    """Whether no two different variants of one product are among them."""
    by_product = groupby(sorted(items, key=lambda i: i.product_id), key=lambda i: i.product_id)
    return all(len({item.item_id for item in group}) == 1 for _, group in by_product)


def _means(text: str, method: PaymentMethod, original: str | None) -> bool:
    if method.id == original and _ORIGINAL.search(text):
        return True
    called = _SOURCES.get(method.source)
    return (called is not None and bool(called.search(text))) or _digits(text, method)


def _digits(text: str, method: PaymentMethod) -> bool:
    return isinstance(method, CreditCard) and method.last_four in text
