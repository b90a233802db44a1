"""Several rankings made one."""

from collections.abc import Sequence
from dataclasses import dataclass

_K = 60
"""Damps the first ranks, so that one list alone does not decide; the method's usual value."""


@dataclass(frozen=True)
class Fused:
    """A position in the joint ranking, with its place in each of the lists (0: first)."""

    position: int
    score: float
    ranks: tuple[int | None, ...]


def fuse(rankings: Sequence[Sequence[int]], weights: Sequence[float]) -> list[Fused]:
    """Reciprocal rank fusion: a place in a list counts `weight / (60 + rank)`.

    >>> [each.position for each in fuse([[1, 2, 3], [3, 1]], [1, 1])]
    [1, 3, 2]

    Args:
        rankings: Positions, best first, each at most once a list.
        weights: How much each list counts.

    Returns:
        Every position of any list, best first; equals keep the order of the first list.
    """
    places = [{position: rank for rank, position in enumerate(ranking)} for ranking in rankings]
    everything = dict.fromkeys(position for ranking in rankings for position in ranking)
    fused = []
    for position in everything:
        ranks = tuple(place.get(position) for place in places)
        score = sum(
            weight / (_K + rank + 1)
            for weight, rank in zip(weights, ranks, strict=True)
            if rank is not None
        )
        fused.append(Fused(position, score, ranks))
    return sorted(fused, key=lambda each: -each.score)
