"""Wants written by a language model, for a shop that has no judgements (generative labelling)."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from retrieval.measures import Rank
from retrieval.product import Product
from retrieval.text import fold
from retrieval.training.wants import Want

QueryWriter = Callable[[Sequence[Product]], Iterable[tuple[Product, Sequence[str]]]]
"""Writes what shoppers would type who want a product, for each of several, in any order."""

_FOUND = 20
"""Of a query that fits its product, the search finds the product among so many."""


def written_wants(written: Iterable[tuple[Product, Sequence[str]]], rank: Rank) -> Iterator[Want]:
    """Yield the wants that written queries make, without those that do not lead back.

    A small model writes nonsense, too, and queries that would fit half of the catalog: neither
    finds its product among the first (the consistency filter of Promptagator, arXiv 2209.11755).

    Args:
        written: Products with the queries that were written for them.
        rank: The search of the shop.
    """
    seen: set[str] = set()
    for product, queries in written:
        for query in map(fold, queries):
            if query in seen:
                continue
            seen.add(query)
            if product.id in rank(query)[:_FOUND]:
                yield Want(query, frozenset({product.id}))
