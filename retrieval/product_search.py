"""Searches products: what is asked for, or, where a shop has none of that, what is nearest."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from retrieval.embeddings import Embedder
from retrieval.filters import Constraints
from retrieval.generation import ProductGeneration
from retrieval.product import Product
from retrieval.query import read_query
from retrieval.ranking import Ranking, rank
from retrieval.relevance import FLOOR, RelevanceJudge
from retrieval.selection import Sorting


@dataclass(frozen=True)
class Hit:
    """A product that was found.

    `score` is of the joint ranking, comparable within one search only; `relevance` says how likely
    it is that this is what was asked for, 0 to 1; `similarity` is the cosine of the vectors, None
    where only words led here.
    """

    product: Product
    score: float
    relevance: float
    similarity: float | None = None


@dataclass(frozen=True)
class SearchResult:
    """Hits, best first, one a group of variants.

    Where the shop `carries` what was asked for, all hits are that; else they are the nearest there
    is. `relaxed` names the constraints that were given up to find any.
    """

    hits: list[Hit]
    carries: bool
    relaxed: list[str] = field(default_factory=list)


def search_products(
    generation: ProductGeneration,
    embedder: Embedder,
    text: str,
    constraints: Constraints,
    limit: int,
) -> SearchResult:
    """Search one generation.

    Args:
        generation: What to search.
        embedder: The model that the generation's vectors were made with.
        text: What to look for; empty: anything that fits.
        constraints: What must hold of every hit.
        limit: The most hits to return.
    """
    if not text.strip():
        return _anything(generation, constraints, limit)
    query = read_query(text, generation.lexical.has, generation.words, embedder.is_word)
    ranking = rank(generation, embedder, query, constraints)
    judge = RelevanceJudge(
        query,
        " ".join(_granted(constraints)),
        generation.lexical.frequency,
        len(generation.groups),
        embedder.model.calibration,
    )
    hits = _judged(generation, ranking, judge)
    relevant = [hit for hit in hits if hit.relevance >= FLOOR]
    return SearchResult((relevant or hits)[:limit], carries=bool(relevant))


def _anything(generation: ProductGeneration, constraints: Constraints, limit: int) -> SearchResult:
    """What fits, well rated first."""
    selection = generation.catalog.select(constraints)
    found = selection.page(Sorting.RATING, limit=limit)
    return SearchResult([Hit(each, 0.0, 1.0) for each in found], carries=bool(found))


def _judged(generation: ProductGeneration, ranking: Ranking, judge: RelevanceJudge) -> list[Hit]:
    """The best variant of each group, in the order of the ranking."""
    products = generation.catalog.at(each.position for each in ranking.candidates)
    furthest = min(ranking.similarity.values(), default=0.0)
    best: dict[str, Hit] = {}
    for each in ranking.candidates:
        product = products[each.position]
        near = ranking.similarity.get(each.position)
        if each.position in ranking.identified:
            relevance = 1.0
        else:
            relevance = judge.relevance(product, furthest if near is None else near)
        hit = Hit(product, each.score, relevance, near)
        group = generation.groups[each.position]
        if group not in best or (product.in_stock and not best[group].product.in_stock):
            best[group] = hit
    return list(best.values())


def _granted(constraints: Constraints) -> Iterator[str]:
    """The words that every fitting product satisfies."""
    named = (constraints.brand, constraints.category, constraints.color, constraints.size)
    yield from filter(None, named)
    yield from constraints.attributes.values()
