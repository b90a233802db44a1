"""Words, meaning and what the first results have in common, made one score.

A list's ranks say nothing of how much nearer its first is than its last, so a fusion of ranks
alone cannot tell a query whose words the shop uses from one that only the meaning finds. Here
meaning counts by the cosine itself: where it tells products apart it decides, and where all are
alike, the words do.

The weights were looked for on queries made of what two shops' products are filed under, which had
been taken out of their texts, and of words of titles of a third; see `docs/retrieval.md`.
"""

from retrieval.fusion import Fused, by_score, place
from retrieval.signals import Signals

_LIKENESS = 0.25
"""Likeness to the first results, against likeness to the query."""
_ECHO = 0.4
"""Words of the first results, against words of the query."""
_HELD = 0.4
"""All of the query's words in one text, against being first by words."""
_BESIDE = 0.4
"""What only goes with the thing loses so much."""


def blend(signals: Signals, contrast: float, depth: int) -> list[Fused]:
    """Rank the candidates by all that is known of them.

    What is missing in a list counts as its last.

    Args:
        signals: What is known.
        contrast: What a difference of one in cosine counts, see `EmbeddingModel.contrast`.
        depth: How far the lists were read.
    """
    last = place(depth)
    scores: dict[int, float] = {}

    def add(position: int, score: float) -> None:
        scores[position] = scores.get(position, 0.0) + score

    for ranking, weight in ((signals.words, 1.0), (signals.echo, _ECHO)):
        for rank, position in enumerate(ranking):
            add(position, weight * (place(rank) - last))
    for cosines, weight in ((signals.meaning, 1.0), (signals.likeness, _LIKENESS)):
        furthest = min(cosines.values(), default=0.0)
        for position, cosine in cosines.items():
            add(position, weight * contrast * (cosine - furthest))
    for position in scores:
        add(position, _HELD * signals.held.get(position, 0.0))
        add(position, -_BESIDE * (position in signals.beside))
    return by_score(scores)
