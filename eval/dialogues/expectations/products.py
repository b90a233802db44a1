"""Expectations of the cards that were shown."""

from collections.abc import Iterator

from eval.dialogues.expectations.failure import Failure
from eval.dialogues.format import Predicates, ProductsExpectation
from eval.dialogues.predicates import satisfies, unmet
from eval.records import ShopRecords


def check_products(
    expected: ProductsExpectation, cards: list[str], records: ShopRecords
) -> Iterator[Failure]:
    """The cards are as many, and such, as expected."""
    yield from _counts(expected, cards, records)
    yield from _named(expected, cards, records)
    if expected.all_of:
        yield from _all(expected.all_of, cards, records)
    if expected.any_of and not any(satisfies(records, card, expected.any_of) for card in cards):
        wish = f"a card with {_wish(expected.any_of)}"
        yield Failure("products.any", wish, "none such", _list(cards, records))


def _counts(
    expected: ProductsExpectation, cards: list[str], records: ShopRecords
) -> Iterator[Failure]:
    shown = _list(cards, records)
    if expected.min is not None and len(cards) < expected.min:
        yield Failure("products.min", f"at least {expected.min} cards", str(len(cards)), shown)
    if expected.max is not None and len(cards) > expected.max:
        yield Failure("products.max", f"at most {expected.max} cards", str(len(cards)), shown)
    if expected.none is not None and expected.none == bool(cards):
        wish = "no card" if expected.none else "some card"
        yield Failure("products.none", wish, f"{len(cards)} cards", shown)


def _named(
    expected: ProductsExpectation, cards: list[str], records: ShopRecords
) -> Iterator[Failure]:
    for product_id in expected.include:
        # A card of another size or colour is still a card of that product.
        same = {product_id}
        if product_id in records.products:
            same.update(variant.id for variant in records.variants(product_id))
        if not same & set(cards):
            wish = f"a card of {_name(product_id, records)}"
            yield Failure("products.include", wish, "none", _list(cards, records))
    for product_id in expected.exclude:
        if product_id in cards:
            wish = f"no card of {_name(product_id, records)}"
            yield Failure("products.exclude", wish, f"card {cards.index(product_id) + 1}")


def _all(wanted: Predicates, cards: list[str], records: ShopRecords) -> Iterator[Failure]:
    missing = {card: unmet(records, card, wanted) for card in cards}
    wrong = {card: names for card, names in missing.items() if names}
    if wrong:
        evidence = "; ".join(
            f"{_name(card, records)} misses {', '.join(names)}" for card, names in wrong.items()
        )
        got = f"{len(wrong)} of {len(cards)} without"
        yield Failure("products.all", f"every card with {_wish(wanted)}", got, evidence)


def _wish(wanted: Predicates) -> str:
    given = wanted.model_dump(exclude_unset=True)
    return ", ".join(f"{name}={value}" for name, value in given.items())


def _name(product_id: str, records: ShopRecords) -> str:
    product = records.products.get(product_id)
    if product is None:
        return f"{product_id} (not in the catalog)"
    price = product.offer_price
    cost = f", {price.amount} {price.currency}" if price else ""
    return f"{product_id} ({product.title}{cost})"


def _list(cards: list[str], records: ShopRecords) -> str:
    return "; ".join(_name(card, records) for card in cards)
