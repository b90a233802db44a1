"""Superlatives, counts and ranges: exact answers from the catalog, never from the model."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace

from assistant.grounding.rendering import short_title
from assistant.skills.base import SkillContext
from assistant.skills.product_search import numbered
from assistant.state import CatalogFact, Evidence, Intent, Verdict
from retrieval.product import Product
from retrieval.selection import Selection

_MOST_NAMES = 12
_BROADEST = 0

Answer = Callable[[SkillContext, Selection], Evidence]


class CatalogFacts:
    """Asks the catalog for an aggregate over what the shopper named."""

    intents = (Intent.CATALOG_FACT,)

    async def gather(self, turn: SkillContext) -> Evidence:
        """Choose the aggregate and say its result."""
        return await asyncio.to_thread(self._answer, turn)

    def _answer(self, turn: SkillContext) -> Evidence:
        wish = turn.understanding
        answer = _ANSWERS[wish.fact or CatalogFact.COUNT]
        selection = turn.index.catalog.select(wish.constraints, phrase=wish.query)
        if wish.constraints.category and not selection.count():
            # Words that no record has ("over-ear") are left out, and the answer says of what it is.
            wish = wish.model_copy(update={"query": wish.constraints.category})
            turn = replace(turn, understanding=wish)
            selection = turn.index.catalog.select(wish.constraints)
        return answer(turn, selection)


def _cheapest(turn: SkillContext, selection: Selection) -> Evidence:
    return _priced(turn, selection.cheapest(), "fact.cheapest")


def _most_expensive(turn: SkillContext, selection: Selection) -> Evidence:
    return _priced(turn, selection.most_expensive(), "fact.most_expensive")


def _priced(turn: SkillContext, product: Product | None, key: str) -> Evidence:
    if product is None or product.offer_price is None:
        return _said(turn.say("fact.none", thing=_thing(turn)))
    title, price = f"**{short_title(product)}**", turn.money(product.offer_price)
    return _said(turn.say(key, thing=_thing(turn), title=title, price=price), [product])


def _best_rated(turn: SkillContext, selection: Selection) -> Evidence:
    product = selection.best_rated()
    if product is None or product.rating is None:
        key = "fact.unrated" if selection.count() else "fact.none"
        return _said(turn.say(key, thing=_thing(turn)))
    statement = turn.say(
        "fact.best_rated",
        thing=_thing(turn),
        title=f"**{short_title(product)}**",
        rating=f"{product.rating:g}",
        count=product.rating_count or 1,
    )
    return _said(statement, [product])


def _count(turn: SkillContext, selection: Selection) -> Evidence:
    count = selection.count()
    key = "fact.count" if count else "fact.count_none"
    return _said(turn.say(key, count=count, thing=_thing(turn)))


def _price_range(turn: SkillContext, selection: Selection) -> Evidence:
    prices = selection.price_range()
    if prices is None:
        return _said(turn.say("fact.none", thing=_thing(turn)))
    low, high = map(turn.money, prices)
    return _said(turn.say("fact.price_range", thing=_thing(turn), low=low, high=high))


def _brands(turn: SkillContext, selection: Selection) -> Evidence:
    names = list(selection.brands())
    key = "fact.brands" if names else "fact.no_brands"
    return _said(turn.say(key, thing=_thing(turn), names=_listed(names)))


def _categories(turn: SkillContext, selection: Selection) -> Evidence:
    names = selection.categories(_BROADEST)
    return _said(turn.say("fact.categories", names=_listed(names)))


def _thing(turn: SkillContext) -> str:
    """What was asked about, in the shopper's words; the whole shop where nothing was named."""
    wish = turn.understanding
    return wish.query or wish.constraints.category or turn.say("fact.thing")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(list(names)[:_MOST_NAMES])


def _said(statement: str, products: list[Product] | None = None) -> Evidence:
    return Evidence(
        verdict=Verdict.ANSWERED,
        statement=statement,
        products=numbered(products or []),
        verbatim=True,
    )


_ANSWERS: dict[CatalogFact, Answer] = {
    CatalogFact.CHEAPEST: _cheapest,
    CatalogFact.MOST_EXPENSIVE: _most_expensive,
    CatalogFact.BEST_RATED: _best_rated,
    CatalogFact.COUNT: _count,
    CatalogFact.PRICE_RANGE: _price_range,
    CatalogFact.BRANDS: _brands,
    CatalogFact.CATEGORIES: _categories,
}
