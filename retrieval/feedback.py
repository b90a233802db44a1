"""What the first results have in common, as another query (pseudo relevance feedback).

Shoppers say "earbuds" where a shop writes "in-ear headphones": what both words and meaning find
first tells how this shop writes it.
"""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from retrieval.analysis import tokens
from retrieval.embeddings import Vectors
from retrieval.evidence import Frequency
from retrieval.query import Query

_ADDED = 5
"""Terms that are added to a query."""
_OWN = 0.7
"""The share of the weight that the query's own terms keep."""


def moved(vector: Vectors, first: Vectors) -> Vectors:
    """Move a query's vector half the way to the first results (Rocchio's relevance feedback).

    Args:
        vector: Of unit length, shape (dimensions,).
        first: Vectors of the first results, shape (results, dimensions), one or more.

    Returns:
        A vector of unit length.
    """
    centre = first.mean(axis=0)
    between: Vectors = vector + centre / np.linalg.norm(centre)
    return between / np.linalg.norm(between)


def expanded(
    query: Query, titles: Sequence[str], frequency: Frequency, total: int
) -> dict[str, float]:
    """The query's terms and those that mark the titles of the first results, with weights.

    Source: N. Abdul-Jaleel and others, "UMass at TREC 2004" (RM3), with terms weighed by rarity.

    Args:
        query: What was asked for.
        titles: Of the first results.
        frequency: How many texts hold a term.
        total: How many texts there are.

    Returns:
        Terms and weights, which add up to 1 where there are titles and a query.
    """
    seen = Counter(term for title in titles for term in set(tokens(title)))
    marks = {
        term: count * math.log(total / frequency(term))
        for term, count in seen.items()
        if 1 < frequency(term) < total
    }
    added = dict(Counter(marks).most_common(_ADDED))
    whole = sum(added.values())
    weights = {term: (1 - _OWN) * mark / whole for term, mark in added.items()}
    for term in query.terms:
        weights[term] = weights.get(term, 0.0) + _OWN / len(query.terms)
    return weights
