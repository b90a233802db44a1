"""Searches products: what is asked for, or, where a shop has none of that, what is nearest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from retrieval.accessories import Thing, goes_with, may_go_with, thing_of
from retrieval.diversity import of_many_brands, once_each
from retrieval.embeddings import Embedder
from retrieval.filters import ANY, Constraints
from retrieval.fusion import Fused
from retrieval.generation import ProductGeneration
from retrieval.product import Product
from retrieval.query import Query, read_query
from retrieval.ranking import Method, Ranking, rank
from retrieval.relevance import FLOOR, RelevanceJudge
from retrieval.reordering import Reordering
from retrieval.selection import Sorting

_JUDGED = 30
"""What none of so many is, the shop does not carry."""
_JUDGED_BY_HOMONYM = 100
"""As many, where the shop may call the thing by a name that is not searched for."""

_BESIDE = 0.9 * FLOOR
"""At most so likely is what only goes with the thing: a laptop bag is no laptop."""

_SPREAD = 3
"""How many times more hits are looked at to choose different brands from."""
_MOST_OF_A_BRAND = 2
"""Where a query names no brand and is short, one brand leaves room for others."""
_BROAD = 2
"""Terms: whoever says more has something in mind."""

_VARIANTS = 4
"""How many candidates are looked at for each hit: a group of variants fills several places."""


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
    *,
    core_only: bool = False,
    reordering: Reordering | None = None,
) -> SearchResult:
    """Search one generation.

    What is called by the name of the thing comes alone, where there is any: of "a blue bag", not
    the bottle that fits into one.

    Args:
        generation: What to search.
        embedder: The model that the generation's vectors were made with.
        text: What to look for; empty: anything that fits.
        constraints: What must hold of every hit.
        limit: The most hits to return.
        core_only: Whether the thing itself is enough, without what it is to be like or good for.
        reordering: Reranks the first of what is found; None: nothing does.
    """
    if not text.strip():
        return _anything(generation, constraints, limit)
    query = read_query(text, generation.lexical.has, generation.words, embedder.is_word)
    ranking = rank(generation, embedder, query, constraints, Method.RERANKED, reordering=reordering)
    judge = RelevanceJudge(
        query,
        " ".join(_granted(constraints)),
        generation.lexical.frequency,
        len(generation.groups),
        embedder.model.calibration,
        core_only=core_only,
    )
    diverse = constraints == ANY and _is_broad(query, generation)
    enough = _SPREAD * limit if diverse else limit
    judged = _JUDGED_BY_HOMONYM if any(each.homonyms for each in query.core) else _JUDGED
    hits = _hits(generation, query, ranking, judge, at_most=max(judged, 2 * limit))
    found = _sort_out(hits, judge, thing_of(query, generation.is_brand), enough)
    relevant = found.surely if core_only else found.surely or found.told
    if diverse:
        relevant = of_many_brands(relevant, _brand, limit, _MOST_OF_A_BRAND)
    return SearchResult((relevant or found.others)[:limit], carries=bool(relevant))


@dataclass
class _Found:
    """Hits by how sure it is that they are the thing: called by its name, telling of it, not."""

    named: list[Hit] = field(default_factory=list)
    doubtful: list[Hit] = field(default_factory=list)
    told: list[Hit] = field(default_factory=list)
    others: list[Hit] = field(default_factory=list)

    @property
    def surely(self) -> list[Hit]:
        """What is called by the thing's name, last what may only go with it."""
        return self.named + self.doubtful


def _sort_out(
    hits: Iterator[Hit], judge: RelevanceJudge, thing: Thing | None, enough: int
) -> _Found:
    """Look at hits until there are enough that are the thing."""
    found = _Found()
    for hit in hits:
        if hit.relevance < FLOOR:
            found.others.append(hit)
        elif hit.relevance < 1 and not judge.is_named_by(hit.product):
            found.told.append(hit)
        elif thing is not None and may_go_with(hit.product.title, thing):
            found.doubtful.append(hit)
        else:
            found.named.append(hit)
        if len(found.named) == enough:
            break
    return found


def _is_broad(query: Query, generation: ProductGeneration) -> bool:
    """Whether so little was said that a choice of brands helps."""
    return len(query.terms) <= _BROAD and not any(map(generation.is_brand, query.terms))


def _brand(hit: Hit) -> str | None:
    return hit.product.brand


def _anything(generation: ProductGeneration, constraints: Constraints, limit: int) -> SearchResult:
    """What fits, well rated first."""
    selection = generation.catalog.select(constraints)
    found = selection.page(Sorting.RATING, limit=limit)
    return SearchResult([Hit(each, 0.0, 1.0) for each in found], carries=bool(found))


def _hits(
    generation: ProductGeneration,
    query: Query,
    ranking: Ranking,
    judge: RelevanceJudge,
    at_most: int,
) -> Iterator[Hit]:
    """One hit a group of variants, in the order of the ranking; judged as they are asked for."""
    candidates = ranking.candidates[: _VARIANTS * at_most]
    products = generation.catalog.at(each.position for each in candidates)
    groups = _one_a_group(generation, candidates, products)
    chosen = list(islice(once_each(groups, lambda each: products[each.position]), at_most))
    called = generation.catalog.words_at(each.position for each in chosen)
    thing = thing_of(query, generation.is_brand)
    furthest = min(ranking.similarity.values(), default=0.0)
    for each in chosen:
        product, near = products[each.position], ranking.similarity.get(each.position)
        similarity = furthest if near is None else near
        relevance = judge.relevance(product, called[each.position], similarity)
        if each.position in ranking.identified:
            relevance = 1.0
        elif thing is not None and goes_with(product.title, thing):
            relevance = min(relevance, _BESIDE)
        yield Hit(product, each.score, relevance, near)


def _one_a_group(
    generation: ProductGeneration, candidates: Sequence[Fused], products: Mapping[int, Product]
) -> list[Fused]:
    """The best variant of each group, one in stock where there is one among the candidates."""
    best: dict[str, Fused] = {}
    for each in candidates:
        before = best.setdefault(generation.groups[each.position], each)
        if products[each.position].in_stock and not products[before.position].in_stock:
            best[generation.groups[each.position]] = each
    return list(best.values())


def _granted(constraints: Constraints) -> Iterator[str]:
    """The words that every fitting product satisfies."""
    named = (constraints.brand, constraints.category, constraints.color, constraints.size)
    yield from filter(None, named)
    yield from constraints.attributes.values()
