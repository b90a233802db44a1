"""How much of a query stands in a text: what it names, weighed by how rare the words are."""

import math
from collections.abc import Callable, Collection, Sequence

from retrieval.query import Concept

Frequency = Callable[[str], int]


def coverage(
    concepts: Sequence[Concept], present: Collection[str], frequency: Frequency, total: int
) -> float:
    """The share of a query that a text holds; rare words count more.

    >>> known = {"red": 50, "kayak": 2}
    >>> wanted = [Concept(("red",)), Concept(("kayak",))]
    >>> round(coverage(wanted, {"red"}, lambda word: known[word], 100), 2)
    0.23

    Args:
        concepts: What the query names.
        present: Terms of the text.
        frequency: How many texts hold a term.
        total: How many texts there are.

    Returns:
        0 to 1; 0 for a query without words.
    """
    weights = [
        sum(math.log(1 + total / (frequency(term) + 0.5)) for term in concept.terms)
        for concept in concepts
    ]
    held = sum(
        weight * concept.held(present) for weight, concept in zip(weights, concepts, strict=True)
    )
    return held / sum(weights) if weights else 0.0
