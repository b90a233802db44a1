"""Lets the reranker have its say on the first results of a search, within its time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval.fusion import Fused
from retrieval.generation import ProductGeneration
from retrieval.rerank import Reranker, reranked_text

_SHARE = 0.3
"""How much of a score is the reranker's to take away: where it finds all alike, nothing moves."""


@dataclass(frozen=True)
class Reordering:
    """A reranker, how far it looks, and how long it may take.

    Attributes:
        reranker: What reads the query with each product.
        most: Products that are read, from the best on; variants of one product count as one.
        seconds: The time there is; where it would not do, the order stays as it was.
    """

    reranker: Reranker
    most: int = 24
    seconds: float = 0.12

    def apply(
        self, generation: ProductGeneration, query: str, candidates: Sequence[Fused]
    ) -> list[Fused]:
        """Return the candidates in their new order, with new scores.

        Args:
            generation: What the candidates are positions in.
            query: What to look for.
            candidates: Best first.
        """
        groups = [generation.groups[each.position] for each in candidates]
        read: dict[str, int] = {}
        for group, each in zip(groups, candidates, strict=True):
            if len(read) < self.most:
                read.setdefault(group, each.position)
        products = generation.catalog.at(read.values())
        passages = [reranked_text(products[position]) for position in read.values()]
        chances = self.reranker.scores(query, passages, self.seconds)
        if chances is None:
            return list(candidates)
        chance = dict(zip(read, chances.tolist(), strict=True))
        head = [
            replace(each, score=each.score * (1 - _SHARE + _SHARE * chance[group]))
            for group, each in zip(groups, candidates, strict=True)
            if group in chance
        ]
        tail = [each for group, each in zip(groups, candidates, strict=True) if group not in chance]
        return [*sorted(head, key=lambda each: -each.score), *_below(head, tail)]


def _below(head: Sequence[Fused], tail: Sequence[Fused]) -> Iterator[Fused]:
    """What nobody read stays behind what was read, and its scores with it."""
    lowest = min((each.score for each in head), default=0.0)
    for each in tail:
        yield replace(each, score=min(each.score, lowest))
