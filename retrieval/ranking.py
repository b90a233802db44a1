"""Ranks a catalog's records for a query: by their words, by their meaning, and by both."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from retrieval.embeddings import Embedder, Vectors
from retrieval.filters import ANY, Constraints
from retrieval.fusion import Fused, fuse
from retrieval.generation import Positions, ProductGeneration
from retrieval.pushdown import where_of
from retrieval.query import Query, read_query

DEPTH = 100
"""How far each list is read: what is further down in both hardly ever matters."""


class Method(StrEnum):
    """Ways to rank, for comparisons."""

    LEXICAL = "lexical"
    DENSE = "dense"
    FUSED = "fused"


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
) -> Ranking:
    """Rank the records that fit, variants included, without any floor.

    Args:
        generation: What to search.
        embedder: The model that the generation's vectors were made with.
        query: What to look for.
        constraints: What must hold.
        method: Which lists to use.
        depth: How many of each list.
    """
    fitting = generation.fitting(constraints)
    words = meaning = np.empty(0, np.int64)
    similarity: Vectors = np.empty(0, np.float32)
    if method is not Method.DENSE:
        words, _ = generation.lexical.rank(query, depth, fitting)
    if method is not Method.LEXICAL:
        vector = embedder.encode([query.text], "query")[0]
        meaning, similarity = generation.vectors.nearest(
            vector, depth, fitting, where_of(constraints)
        )
    named = _identified(generation, query, fitting)
    fused = fuse([_listed(words), _listed(meaning)], weights=(1, 1))
    return Ranking(
        candidates=[Fused(each, 1.0, ()) for each in named]
        + [each for each in fused if each.position not in named],
        similarity=dict(zip(_listed(meaning), similarity.tolist(), strict=True)),
        identified=frozenset(named),
    )


def _identified(
    generation: ProductGeneration, query: Query, fitting: Positions | None
) -> list[int]:
    found = generation.catalog.identified(query.typed)
    return found if fitting is None else [each for each in found if each in fitting]


def _listed(positions: Positions) -> list[int]:
    listed: list[int] = positions.tolist()
    return listed


def rank_ids(
    generation: ProductGeneration, embedder: Embedder, text: str, method: Method, limit: int
) -> list[tuple[str, float]]:
    """The ids of records ranked for a query, with their scores: what a benchmark judges.

    Args:
        generation: What to search.
        embedder: The model that the generation's vectors were made with.
        text: What to look for.
        method: Which lists to use.
        limit: The most to return.
    """
    query = read_query(text, generation.lexical.has, generation.words, embedder.is_word)
    found = rank(generation, embedder, query, ANY, method, depth=limit).candidates[:limit]
    products = generation.catalog.at(each.position for each in found)
    return [(products[each.position].id, each.score) for each in found]
