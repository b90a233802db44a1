"""An invented shop's index: what the skills ask of `ShopIndex`, answered from its few records.

The skills that serve shoppers make the evidence of the training data too, so that training
and serving cannot drift apart; only the search below them is this one.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from assistant.responder.data.shops import InventedShop
from retrieval.filters import ANY, Constraints, fits, relaxations
from retrieval.passages import PassageHit
from retrieval.product import Product
from retrieval.search import Hit, SearchResult


class InventedIndex:
    """Finds products by the name of their kind, and the passages that a scene has laid out.

    Attributes:
        found: Passages that the next question finds.
    """

    def __init__(self, shop: InventedShop) -> None:
        self._kinds = {name: [item.product for item in items] for name, items in shop.items.items()}
        self.found: list[PassageHit] = []
        self.catalog = _Records(each for group in self._kinds.values() for each in group)
        self.embedder = _NoMeaning()

    def search(
        self, query: str, constraints: Constraints = ANY, *, limit: int = 10
    ) -> SearchResult:
        """Return the products of the kind that fit."""
        products = [each for each in self._kinds.get(query, []) if not fits(each, constraints)]
        return SearchResult(_hits(products[:limit]), carries=bool(products))

    def closest(
        self, query: str, constraints: Constraints = ANY, *, limit: int = 10
    ) -> SearchResult:
        """Return what fits once as little as possible has been given up."""
        for weaker, given_up in relaxations(constraints):
            found = self.search(query, weaker, limit=limit)
            if found.hits:
                return SearchResult(found.hits, carries=True, relaxed=given_up)
        return SearchResult([], carries=False)

    def passages(self, question: str, *, limit: int = 5) -> list[PassageHit]:
        """Return the passages laid out, whatever the question."""
        return self.found[:limit]


class _Records:
    def __init__(self, products: Iterable[Product]) -> None:
        self._products = {product.id: product for product in products}

    def get_many(self, ids: Iterable[str]) -> list[Product]:
        return [self._products[each] for each in ids]

    def options(self, product: Product) -> dict[str, list[str]]:
        return {}


class _NoMeaning:
    """Knows no likeness of meaning: a question is answered by the words that it shares."""

    def encode(self, texts: list[str], role: str) -> NDArray[np.float32]:
        return np.zeros((len(texts), 1), dtype=np.float32)


def _hits(products: list[Product]) -> list[Hit]:
    return [Hit(product, score=1.0, relevance=1.0) for product in products]
