"""Ranks a catalog's records for a query: by their words, by their meaning, and by both."""

from dataclasses import dataclass
from enum import StrEnum

from retrieval.blending import blend
from retrieval.embeddings import Embedder
from retrieval.filters import ANY, Constraints
from retrieval.fusion import Fused, fuse
from retrieval.generation import Positions, ProductGeneration
from retrieval.query import Query, read_query
from retrieval.reordering import Reordering
from retrieval.signals import Lists, gather

DEPTH = 100
"""How far each list is read: what is further down in both hardly ever matters."""


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
    lists = Lists(generation, constraints, depth)
    words = [] if method is Method.DENSE else lists.by_words(query)
    if method is Method.LEXICAL:
        meaning: dict[int, float] = {}
        candidates = fuse([words], weights=(1,))
    else:
        vector = embedder.encode([query.text], "query")[0]
        meaning = lists.by_meaning(vector)
        candidates = fuse([words, list(meaning)], weights=(1, 1))
    if method in {Method.FUSED, Method.RERANKED} and candidates:
        signals = gather(lists, query, vector, words, meaning)
        candidates = blend(signals, embedder.model.contrast, depth)
    if method is Method.RERANKED and reordering is not None:
        candidates = reordering.apply(generation, query.text, candidates)
    named = _identified(generation, query, lists.fitting)
    best = max((each.score for each in candidates), default=0.0)
    return Ranking(
        candidates=[Fused(each, best + 1) for each in named]
        + [each for each in candidates if each.position not in named],
        similarity=meaning,
        identified=frozenset(named),
    )


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
