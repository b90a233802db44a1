"""What a shop's own records say about who would want what: queries with their right products."""

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from retrieval.accessories import Thing, goes_with, thing_of
from retrieval.analysis import tokens
from retrieval.judgements import Judged
from retrieval.product import Product
from retrieval.query import read_query
from retrieval.text import fold
from retrieval.texts import lexical_text, telling_values
from retrieval.things import things

Products = Mapping[str, Product]
"""Products by id, one a group of variants."""

_PART = re.compile(r"\s*(?:&|/|,| and )\s*")
_WORD = re.compile(r"[^\W_][\w'-]*")


@dataclass(frozen=True)
class Want:
    """A query with the ids of products that are right for it.

    `near` are of the kind asked for but lack something; `wrong` are known to be wrong.
    """

    query: str
    right: frozenset[str]
    near: frozenset[str] = field(default_factory=frozenset)
    wrong: frozenset[str] = field(default_factory=frozenset)


def judged_wants(judged: Judged) -> Iterator[Want]:
    """Wants that people have judged, or shown by their clicks."""
    for id_, query in judged.queries.items():
        grades = judged.grades[id_]
        right = frozenset(product for product, grade in grades.items() if grade > 0)
        yield Want(query, right, wrong=frozenset(grades) - right)


def one_a_group(products: Iterable[Product]) -> dict[str, Product]:
    """Products by id, the first of each group of variants only."""
    groups = {product.group_id or f"{product.id}\0": product for product in reversed([*products])}
    return {product.id: product for product in reversed(groups.values())}


def field_wants(products: Products, most: int, seed: int) -> list[Want]:
    """Wants that follow from fields: kinds, brands, and kinds by brand or feature.

    Args:
        products: The shop's products.
        most: How many of each of these three; more are drawn from.
        seed: Of what is drawn.
    """
    kinds = _by_query((kind, id_) for id_ in products for kind in _kinds(products[id_]))
    brands = _by_query((fold(each.brand), id_) for id_, each in products.items() if each.brand)
    groups = (
        [Want(query, right) for query, right in kinds.items()],
        [Want(query, right) for query, right in brands.items()],
        list(_narrowed(kinds, products)),
    )
    drawn = random.Random(seed)
    return [want for wants in groups for want in drawn.sample(wants, min(most, len(wants)))]


def doubtful(want: Want, product: Product) -> bool:
    """Whether a product that is not known to be right may well be: it has every word asked for.

    What only goes with the thing asked for is wrong without doubt.
    """
    terms = tokens(want.query)
    if not set(terms) <= set(tokens(lexical_text(product))):
        return False
    thing = thing_asked_for(want.query)
    return thing is None or not goes_with(product.title, thing)


def thing_asked_for(query: str) -> Thing | None:
    """The thing that a query names, see `retrieval.accessories`."""
    return thing_of(read_query(query, has=lambda _: True), is_brand=lambda _: False)


def _kinds(product: Product) -> Iterator[str]:
    """What a product is, by its category and by the thing that its title names."""
    if product.category:
        *_, leaf = product.category
        parts = [part for part in _PART.split(fold(leaf)) if part]
        named = tokens(product.title)
        yield from (part for part in parts if len(parts) == 1 or set(tokens(part)) & set(named))
    words = _WORD.findall(fold(product.title))
    for place in range(len(words) - 1, -1, -1):
        thing = Thing(frozenset(tokens(words[place])), frozenset(tokens(words[place])))
        if words[place] in things() and not goes_with(product.title, thing):
            yield words[place]
            if place:
                yield f"{words[place - 1]} {words[place]}"
            return


def _narrowed(kinds: Mapping[str, frozenset[str]], products: Products) -> Iterator[Want]:
    """Kinds by each brand that they come from, and each short value that a shopper would name."""
    for kind, ids in kinds.items():
        for name in sorted({word for id_ in ids for word in _names(products[id_])}):
            words = f"{name} {kind}"
            right = frozenset(id_ for id_ in ids if _fits(words, products[id_]))
            if right:
                yield Want(words, right, near=ids - right)


def _names(product: Product) -> list[str]:
    values = [product.brand or "", *telling_values(product)[:2]]
    return [fold(value) for value in values if value and len(value.split()) <= 2]


def _by_query(found: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for query, id_ in found:
        wanted[query].add(id_)
    return {query: frozenset(ids) for query, ids in wanted.items() if query}


def _fits(words: str, product: Product) -> bool:
    return set(tokens(words)) <= set(tokens(lexical_text(product)))
