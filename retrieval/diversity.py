"""Makes few results say more: one of each product, and not all of one brand."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from retrieval.analysis import tokens
from retrieval.product import Product
from retrieval.text import key

Result = TypeVar("Result")

Likeness = tuple[frozenset[str], str, str]


def likeness(product: Product) -> Likeness:
    """What two records of one product share, though a feed gives them two ids and no group.

    The words of the title, in any order, the brand and the price: where one differs, it may be
    another product.

    >>> pan = {"brand": "Acme", "price": {"amount": 20}}
    >>> first = Product(id="1", title="Frying Pan, 28 cm", **pan)
    >>> likeness(first) == likeness(Product(id="2", title="28 cm frying pan", **pan))
    True
    """
    price = product.offer_price
    amount = f"{price.amount.normalize()} {price.currency}" if price else ""
    return frozenset(tokens(product.title)), key(product.brand or ""), amount


def once_each(
    results: Iterable[Result], product_of: Callable[[Result], Product]
) -> Iterator[Result]:
    """The results without those that are the same product again; the first of each stays."""
    seen: set[Likeness] = set()
    for each in results:
        alike = likeness(product_of(each))
        if alike not in seen:
            seen.add(alike)
            yield each


def of_many_brands(
    results: Sequence[Result], brand_of: Callable[[Result], str | None], limit: int, most: int
) -> list[Result]:
    """The first results, few of each brand as long as there are others.

    >>> of_many_brands(["a1", "a2", "a3", "b1"], lambda each: each[0], limit=3, most=2)
    ['a1', 'a2', 'b1']

    Args:
        results: Best first.
        brand_of: The brand of a result; those without one never crowd each other out.
        limit: How many to return.
        most: How many of one brand, unless nothing else is left.
    """
    first = list(_first_of_brand(results, brand_of, most))[:limit]
    rest = [each for each in results if each not in first]
    chosen = [*first, *rest[: limit - len(first)]]
    return [each for each in results if each in chosen]


def _first_of_brand(
    results: Sequence[Result], brand_of: Callable[[Result], str | None], most: int
) -> Iterator[Result]:
    counts = Counter[str]()
    for each in results:
        brand = brand_of(each)
        if brand is None or counts[brand] < most:
            yield each
        counts.update([brand] if brand else [])
