"""Several rankings made one."""

from collections.abc import Sequence
from dataclasses import dataclass

_K = 60
"""Damps the first ranks, so that one list alone does not decide; the method's usual value."""


@dataclass(frozen=True)
class Fused:
    """A position in a joint ranking; scores are comparable within one ranking only."""

    position: int
    score: float


def place(rank: int) -> float:
    """What a place in a list counts: 1 for the first (rank 0), half of that for the 62nd.

    Source: G. V. Cormack and others, "Reciprocal rank fusion outperforms Condorcet and individual
    rank learning methods", 2009; scaled to 1.
    """
    return (_K + 1) / (_K + 1 + rank)


def fuse(rankings: Sequence[Sequence[int]], weights: Sequence[float]) -> list[Fused]:
    """Reciprocal rank fusion: a position counts its places in all lists, by their weights.

    >>> [each.position for each in fuse([[1, 2, 3], [3, 1]], [1, 1])]
    [1, 3, 2]

    Args:
        rankings: Positions, best first, each at most once a list.
        weights: How much each list counts.

    Returns:
        Every position of any list, best first; equals keep the order of the first list.
    """
    scores: dict[int, float] = {}
    for ranking, weight in zip(rankings, weights, strict=True):
        for rank, position in enumerate(ranking):
            scores[position] = scores.get(position, 0.0) + weight * place(rank)
    return by_score(scores)


def by_score(scores: dict[int, float]) -> list[Fused]:
    """Positions with their scores, best first; equals keep their order."""
    fused = [Fused(position, score) for position, score in scores.items()]
    return sorted(fused, key=lambda each: -each.score)
