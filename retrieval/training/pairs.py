"""Pairs to learn from: each query with right products, and with wrong ones that look right."""

import hashlib
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from retrieval.facets import plain
from retrieval.measures import Rank
from retrieval.product import Product
from retrieval.rerank import reranked_text
from retrieval.text import contains, key
from retrieval.texts import telling_values
from retrieval.things import accessory_names
from retrieval.training.wants import Products, Want, doubtful, thing_asked_for

Split = Literal["train", "validation", "test"]
_SPLITS: tuple[tuple[Split, int], ...] = (("test", 10), ("validation", 20), ("train", 100))
"""Up to which of a hundred buckets a query belongs where."""
_NEAR = 0.5
"""How right a product is that lacks something that was asked for."""
_LONGEST = 300
_UNSURE = 5
"""The first results that nobody has called right may be right all the same."""
_BESIDE = ("{title} {other}", "{other} for {title}", "{brand} {other} for {thing}")
"""How titles of things that go with another thing are written."""


@dataclass(frozen=True)
class Pair:
    """A query, what is read of a product, and how right the product is: 0 to 1."""

    query: str
    passage: str
    label: float


def split_of(query: str) -> Split:
    """The split of a query: the same in every run, so that no test query is ever trained on."""
    digest = hashlib.sha256(query.casefold().encode()).digest()
    bucket = int.from_bytes(digest[:4]) % 100
    return next(split for split, end in _SPLITS if bucket < end)


class PairMiner:
    """Makes pairs of wants.

    Args:
        products: What may be paired.
        rank: The search that is to be improved: its mistakes are the wrong products to learn from.
        seed: Of what is drawn.
        right: The most right products of a query.
        wrong: The most wrong products of a query.
    """

    def __init__(
        self, products: Products, rank: Rank, seed: int, right: int = 2, wrong: int = 4
    ) -> None:
        self._products = products
        self._ids = list(products)
        self._rank = rank
        self._drawn = random.Random(seed)
        self._right = right
        self._wrong = wrong

    def pairs(self, wants: Iterable[Want]) -> Iterator[list[Pair]]:
        """Yield the pairs of each want, in turn."""
        for want in wants:
            found = [id_ for id_ in self._rank(want.query) if id_ in self._products]
            right = self._right_for(want, found)
            labelled = (
                (1.0, right),
                (_NEAR, self._draw(sorted(want.near & self._products.keys()), 1)),
                (0.0, self._wrong_for(want, found)),
            )
            yield [
                *(
                    Pair(want.query, self._read(self._products[id_]), label)
                    for label, ids in labelled
                    for id_ in ids
                ),
                *self._accessories(want, [self._products[id_] for id_ in right]),
            ]

    def _right_for(self, want: Want, found: Sequence[str]) -> list[str]:
        """Half of them such as the search has found, half anywhere."""
        easy = [id_ for id_ in found if id_ in want.right][: self._right // 2]
        rest = sorted((want.right & self._products.keys()) - set(easy))
        return easy + self._draw(rest, self._right - len(easy))

    def _wrong_for(self, want: Want, found: Sequence[str]) -> list[str]:
        """All but one of those that the search has found; the last is any product."""
        known = [id_ for id_ in found if id_ in want.wrong]
        others = [id_ for id_ in found if id_ not in want.right | want.near | want.wrong]
        mined = [id_ for id_ in others[_UNSURE:] if not doubtful(want, self._products[id_])]
        hard = self._draw(known, self._wrong - 1)
        hard += self._draw(mined, self._wrong - 1 - len(hard))
        anything = self._draw(self._ids, 1)
        return hard + [id_ for id_ in anything if id_ not in want.right | want.near]

    def _accessories(self, want: Want, right: Sequence[Product]) -> Iterator[Pair]:
        """Invented products that go with a right one, wrong for whoever wants the thing itself."""
        if thing_asked_for(want.query) is None:
            return
        for product in right[:1]:
            other = self._drawn.choice(accessory_names())
            title = self._drawn.choice(_BESIDE).format(
                title=product.title, other=other, brand=product.brand or "", thing=want.query
            )
            passage = reranked_text(Product(id="invented", title=title.strip().title()))
            yield Pair(want.query, passage, 0.0)
            yield Pair(f"{want.query} {other}", passage, 1.0)
            yield Pair(f"{want.query} {other}", self._read(product), 0.0)

    def _read(self, product: Product) -> str:
        """What is read; half of the time as feeds without categories write it, all in the title."""
        if self._drawn.random() < 0.5:
            return reranked_text(product)
        values = [*telling_values(product), *map(plain, product.attributes.values())]
        named = "" if contains(key(product.title), key(product.brand or "")) else product.brand
        title = " ".join(filter(None, [named, product.mpn, product.title, *values[:4]]))
        return reranked_text(Product(id=product.id, title=title[:_LONGEST], brand=product.brand))

    def _draw(self, ids: Sequence[str], count: int) -> list[str]:
        return self._drawn.sample(list(ids), min(max(count, 0), len(ids)))
