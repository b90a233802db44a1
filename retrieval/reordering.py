"""Lets the reranker have its say on the first results of a search, within its time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.fusion import Fused
from retrieval.generation import ProductGeneration
from retrieval.rerank import Reranker, reranked_text


@dataclass(frozen=True)
class Reordering:
    """A reranker, how far it looks, how much it may move, and how long it may take.

    Attributes:
        reranker: What reads the query with each product.
        most: Products that are read, from the best on; variants of one product count as one.
        share: What a product gains that is certainly right, as a share of the distance between
            the first and the last that are read. Where the reranker finds all alike, nothing
            moves; at 0.2, see `docs/reranking.md`, it decides only what is close.
        seconds: The time there is; where it would not do, the order stays as it was.
    """

    reranker: Reranker
    most: int = 24
    share: float = 0.2
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
        read: dict[str, Fused] = {}
        for group, each in zip(groups, candidates, strict=True):
            if len(read) < self.most:
                read.setdefault(group, each)
        products = generation.catalog.at(each.position for each in read.values())
        passages = [reranked_text(products[each.position]) for each in read.values()]
        chances = self.reranker.scores(query, passages, self.seconds)
        if chances is None or not read:
            return list(candidates)
        *_, last = read.values()
        reach = self.share * (candidates[0].score - last.score)
        gain = {group: reach * chance for group, chance in zip(read, chances.tolist(), strict=True)}
        moved = [
            replace(each, score=each.score + gain.get(group, 0.0))
            for group, each in zip(groups, candidates, strict=True)
        ]
        return sorted(moved, key=lambda each: -each.score)
