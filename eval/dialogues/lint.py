"""Finds expectations that no answer could meet: they contradict each other or the records."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from eval.dialogues.format import Predicates, ProductsExpectation, ReplyExpectation, Script
from eval.dialogues.predicates import fitting, satisfies
from eval.order_amounts import amounts_of
from eval.records import ShopRecords
from eval.text import fold
from retrieval.product import Product

_ORDER = re.compile(r"#W\d+")
_MONEY = re.compile(r"[$€£]\s?(\d+(?:[.,]\d+)*)")


@dataclass(frozen=True)
class Problem:
    """Something in a script that cannot hold."""

    dialogue: str
    turn: int
    message: str

    def __str__(self) -> str:
        return f"{self.dialogue}, turn {self.turn}: {self.message}"


def lint(scripts: Sequence[Script], records: ShopRecords) -> list[Problem]:
    """Return the expectations that no product, passage or order of the shop can meet.

    >>> from retrieval.product import Product
    >>> script = Script.model_validate({"name": "hat", "turns": [
    ...     {"shopper": "hat", "expect": {"products": {"min": 1, "all": {"title_contains": "hat"}}}}
    ... ]})
    >>> shop = ShopRecords.of([Product(id="1", title="Mug")])
    >>> [problem.message for problem in lint([script], shop)]
    ['products: 0 products have title_contains=hat, 1 expected']
    """
    return [
        Problem(script.name, number, message)
        for script in scripts
        for number in range(1, len(script.turns) + 1)
        for message in _turn(script, number, records)
    ]


def _turn(script: Script, number: int, records: ShopRecords) -> Iterator[str]:
    turn = script.turns[number - 1]
    if turn.page is not None and turn.page not in records.products:
        yield f"page: no product {turn.page}"
    user = script.shopper.id
    if number == 1 and script.shopper.verified and user not in records.users:
        yield f"shopper: no user {user} in the order data"
    if turn.expect.products is not None:
        yield from _products(turn.expect.products, records)
    if turn.expect.reply is not None:
        yield from _reply(turn.expect.reply, records)
    if turn.expect.action is not None:
        order = turn.expect.action.args.get("order_id")
        if order is not None and order not in records.orders:
            yield f"action: no order {order}"


def _products(expected: ProductsExpectation, records: ShopRecords) -> Iterator[str]:
    if expected.none and (expected.min or expected.any_of or expected.include):
        yield "products: none and others at once"
    if None not in (expected.min, expected.max) and (expected.min or 0) > (expected.max or 0):
        yield "products: min is above max"
    if expected.max is not None and len(expected.include) > expected.max:
        yield "products: more to include than max"
    yield from _ids(expected, records)
    yield from _enough(expected, records)


def _ids(expected: ProductsExpectation, records: ShopRecords) -> Iterator[str]:
    for product_id in [*expected.include, *expected.exclude]:
        if product_id not in records.products:
            yield f"products: no product {product_id}"
    for product_id in expected.include:
        if product_id in expected.exclude:
            yield f"products: {product_id} is to be included and excluded"
        if product_id in records.products and not _fits(records, product_id, expected.all_of):
            yield f"products: {product_id} is to be included and does not fit `all`"


def _enough(expected: ProductsExpectation, records: ShopRecords) -> Iterator[str]:
    """Whether enough products fit, variants of one product counted once."""
    wanted = [_of_group(group, expected.all_of) for group in records.groups.values()]
    count = sum(bool(ids) for ids in wanted)
    if count < (expected.min or 0):
        yield f"products: {count} products have {_wish(expected.all_of)}, {expected.min} expected"
    if expected.any_of is None:
        return
    special = (_of_group(group, expected.any_of) for group in records.groups.values())
    if all(set(ids).isdisjoint(others) for ids, others in zip(wanted, special, strict=True)):
        both = " within `all`" if expected.all_of else ""
        yield f"products: no product{both} has {_wish(expected.any_of)}"


def _of_group(variants: Sequence[Product], wanted: Predicates | None) -> list[str]:
    return fitting(variants, wanted) if wanted else [variant.id for variant in variants]


def _fits(records: ShopRecords, product_id: str, wanted: Predicates | None) -> bool:
    return wanted is None or satisfies(records, product_id, wanted)


def _wish(wanted: Predicates | None) -> str:
    given = wanted.model_dump(exclude_unset=True) if wanted else {}
    parts = (f"{k}={', '.join(v) if isinstance(v, list) else v}" for k, v in given.items())
    return ", ".join(parts) or "any predicates"


def _reply(expected: ReplyExpectation, records: ShopRecords) -> Iterator[str]:
    for part in expected.contains:
        for other in expected.lacks:
            if fold(other) in fold(part):
                yield f"reply: contains {part!r} and lacks {other!r}"
        if expected.grounded:
            yield from _figures(part, records)
    words = sum(len(part.split()) for part in expected.contains)
    if expected.max_words is not None and words > expected.max_words:
        yield "reply: contains more words than max_words"


def _figures(part: str, records: ShopRecords) -> Iterator[str]:
    for order in _ORDER.findall(part):
        if order not in records.orders:
            yield f"reply: no order {order}"
    for amount in _MONEY.findall(part):
        value = Decimal(amount.replace(",", ""))
        prices = (p for each in records.products.values() for p in (each.price, each.sale_price))
        in_catalog = any(price and price.amount == value for price in prices)
        in_text = any(amount in passage for passage in records.passages)
        if not in_catalog and not in_text and not _of_order(value, records):
            yield f"reply: no price, passage or order has {part!r}"


def _of_order(value: Decimal, records: ShopRecords) -> bool:
    return any(value in amounts_of(order, records) for order in records.orders.values())
