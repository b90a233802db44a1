"""What a search learns of the products that may be meant: words, meaning, the first results."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from retrieval.accessories import goes_with, thing_of
from retrieval.embeddings import Vectors
from retrieval.evidence import coverage
from retrieval.feedback import expanded, moved
from retrieval.filters import Constraints
from retrieval.fusion import fuse
from retrieval.generation import ProductGeneration
from retrieval.pushdown import where_of
from retrieval.query import Query

_FIRST = 5
"""How many of the first results tell how the shop writes what is asked for."""


@dataclass(frozen=True)
class Signals:
    """What is known of the candidates, by position.

    Attributes:
        words: Those that hold the query's words, best first.
        echo: Those that hold the words of the first results, best first.
        meaning: Cosines with the query.
        likeness: Cosines with the query moved to the first results.
        held: The share of the query that a text holds, 0 to 1.
        beside: Those that only go with the thing asked for.
    """

    words: Sequence[int]
    echo: Sequence[int]
    meaning: Mapping[int, float]
    likeness: Mapping[int, float]
    held: Mapping[int, float]
    beside: Collection[int]


class Lists:
    """Reads ranked lists of one generation, of the records that fit."""

    def __init__(self, generation: ProductGeneration, constraints: Constraints, depth: int) -> None:
        """Take what to search, what must hold, and how far each list is read."""
        self.generation = generation
        self.fitting = generation.fitting(constraints)
        self._where = where_of(constraints)
        self._depth = depth

    def by_words(self, query: Query) -> list[int]:
        """Positions that hold the query's words, best first."""
        lexical = self.generation.lexical
        found: list[int] = lexical.rank(query, self._depth, self.fitting)[0].tolist()
        return found

    def by_terms(self, weights: Mapping[str, float]) -> list[int]:
        """Positions that hold some terms, best first."""
        lexical = self.generation.lexical
        found: list[int] = lexical.rank_terms(weights, self._depth, self.fitting)[0].tolist()
        return found

    def by_meaning(self, vector: Vectors) -> dict[int, float]:
        """Positions nearest to a vector, best first, with their cosines."""
        positions, cosines = self.generation.vectors.nearest(
            vector, self._depth, self.fitting, self._where
        )
        return dict(zip(positions.tolist(), cosines.tolist(), strict=True))


def gather(
    lists: Lists, query: Query, vector: Vectors, words: list[int], meaning: dict[int, float]
) -> Signals:
    """Find what else the first results lead to, and what is to be said of all candidates.

    Args:
        lists: What is read.
        query: What was asked for.
        vector: The query's.
        words: What its words found.
        meaning: What the vector found; here or in `words` there must be something.
    """
    generation = lists.generation
    candidates = [each.position for each in fuse([words, list(meaning)], weights=(1, 1))]
    beside = _beside(generation, query, candidates)
    first = sorted(candidates, key=lambda each: each in beside)[:_FIRST]
    likeness = lists.by_meaning(moved(vector, generation.vectors.get(first)))
    lexical, titles = generation.lexical, generation.catalog.titles_at(first)
    terms = expanded(query, list(titles.values()), lexical.frequency, len(lexical))
    echo = lists.by_terms(terms)
    found = list(dict.fromkeys([*candidates, *likeness, *echo]))
    added = found[len(candidates) :]
    return Signals(
        words=words,
        echo=echo,
        meaning=meaning,
        likeness=likeness,
        held=_held(generation, query, found),
        beside=beside | _beside(generation, query, added),
    )


def _beside(
    generation: ProductGeneration, query: Query, positions: Sequence[int]
) -> frozenset[int]:
    thing = thing_of(query, generation.is_brand)
    if thing is None:
        return frozenset()
    titles = generation.catalog.titles_at(positions)
    return frozenset(each for each in positions if goes_with(titles[each], thing))


def _held(
    generation: ProductGeneration, query: Query, positions: Sequence[int]
) -> dict[int, float]:
    names = {name for each in query.concepts for name in (each.terms, *each.others)}
    lexical = generation.lexical
    present = lexical.held({term for name in names for term in name}, positions)
    shares = {
        terms: coverage(query.concepts, terms, lexical.frequency, len(lexical))
        for terms in set(present.values())
    }
    return {position: shares[terms] for position, terms in present.items()}
