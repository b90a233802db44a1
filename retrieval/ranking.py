"""Ranks a catalog's records for a query: by their words, by their meaning, and by both."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from retrieval.accessories import Thing, goes_with, thing_of
from retrieval.embeddings import Embedder, Vectors
from retrieval.filters import ANY, Constraints
from retrieval.fusion import Fused, fuse
from retrieval.generation import Positions, ProductGeneration
from retrieval.pushdown import where_of
from retrieval.query import Query, read_query
from retrieval.reordering import Reordering

DEPTH = 100
"""How far each list is read: what is further down in both hardly ever matters."""


_SEEDS = 5
_BESIDE = 0.6


class Method(StrEnum):
    """Ways to rank, for comparisons."""

    LEXICAL = "lexical"
    DENSE = "dense"
    FUSED = "fused"
    RERANKED = "reranked"


@dataclass(frozen=True)
class Ranking:
    """Candidates, best first, and how near in meaning each is.

    `similarity` has what the vectors told; a record that is not in it is further away than all
    that are. `identified` are those whose id, MPN or GTIN the query names; they come first.
    """

    candidates: list[Fused]
    similarity: dict[int, float]
    identified: frozenset[int]


def rank(
    generation: ProductGeneration,
    embedder: Embedder,
    query: Query,
    constraints: Constraints,
    method: Method = Method.FUSED,
    depth: int = DEPTH,
    reordering: Reordering | None = None,
) -> Ranking:
    """Rank the records that fit, variants included, without any floor.

    Args:
        generation: What to search.
        embedder: The model that the generation's vectors were made with.
        query: What to look for.
        constraints: What must hold.
        method: Which lists to use.
        depth: How many of each list.
        reordering: Reranks the first of the fused order, where the method is to rerank.
    """
    fitting = generation.fitting(constraints)
    words: list[int] = []
    meaning: dict[int, float] = {}
    if method is not Method.DENSE:
        words = generation.lexical.rank(query, depth, fitting)[0].tolist()
    if method is not Method.LEXICAL:
        vector = embedder.encode([query.text], "query")[0]

        def near(wanted: Vectors) -> dict[int, float]:
            positions, cosines = generation.vectors.nearest(
                wanted, depth, fitting, where_of(constraints)
            )
            return dict(zip(positions.tolist(), cosines.tolist(), strict=True))

        meaning = near(vector)
    fused = fuse([words, list(meaning)], weights=(1, 1))
    if method in {Method.FUSED, Method.RERANKED}:
        thing = thing_of(query, generation.is_brand)
        fused = _things_first(generation, fused, thing)
        if fused:
            alike = near(_like(generation, vector, fused[:_SEEDS]))
            fused = fuse([words, list(meaning), list(alike)], weights=(1, 0.5, 0.5))
            fused = _things_first(generation, fused, thing)
    if method is Method.RERANKED and reordering is not None:
        fused = reordering.apply(generation, query.text, fused)
    named = _identified(generation, query, fitting)
    return Ranking(
        candidates=[Fused(each, 1.0, ()) for each in named]
        + [each for each in fused if each.position not in named],
        similarity=meaning,
        identified=frozenset(named),
    )


def _things_first(
    generation: ProductGeneration, fused: list[Fused], thing: Thing | None
) -> list[Fused]:
    """Let what only goes with the thing asked for count less."""
    if thing is None:
        return fused
    titles = generation.catalog.titles_at(each.position for each in fused)
    weighed = [
        replace(each, score=each.score * _BESIDE)
        if goes_with(titles[each.position], thing)
        else each
        for each in fused
    ]
    return sorted(weighed, key=lambda each: -each.score)


def _like(generation: ProductGeneration, vector: Vectors, seeds: list[Fused]) -> Vectors:
    """Move a query towards what both lists found first (Rocchio's relevance feedback)."""
    centre = generation.vectors.get([each.position for each in seeds]).mean(axis=0)
    moved: Vectors = vector + centre / np.linalg.norm(centre)
    return moved / np.linalg.norm(moved)


def _identified(
    generation: ProductGeneration, query: Query, fitting: Positions | None
) -> list[int]:
    found = generation.catalog.identified(query.typed)
    return found if fitting is None else [each for each in found if each in fitting]


def rank_ids(
    generation: ProductGeneration,
    embedder: Embedder,
    text: str,
    method: Method,
    limit: int,
    reordering: Reordering | None = None,
) -> list[tuple[str, float]]:
    """The ids of records ranked for a query, with their scores: what a benchmark judges.

    Args:
        generation: What to search.
        embedder: The model that the generation's vectors were made with.
        text: What to look for.
        method: Which lists to use.
        limit: The most to return.
        reordering: Reranks, where the method is to rerank.
    """
    query = read_query(text, generation.lexical.has, generation.words, embedder.is_word)
    ranking = rank(generation, embedder, query, ANY, method, limit, reordering)
    found = ranking.candidates[:limit]
    products = generation.catalog.at(each.position for each in found)
    return [(products[each.position].id, each.score) for each in found]
