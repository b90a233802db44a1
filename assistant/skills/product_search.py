"""Finds products for a wish: what fits, else what comes closest, else an honest no."""

import asyncio
from dataclasses import replace

from assistant.grounding.rendering import short_title
from assistant.skills.base import SkillContext
from assistant.state import Evidence, EvidenceProduct, Intent, Verdict
from assistant.wording.wishes import wish_phrases
from retrieval.facets import facets
from retrieval.filters import Constraints, fits
from retrieval.product import Product
from retrieval.search import DETAILS, WORDS, Hit

MOST_CARDS = 4
_MOST_SEEN = 40


class ProductSearch:
    """Searches the catalog with the shopper's wish and its hard constraints."""

    intents = (Intent.PRODUCT_SEARCH, Intent.RECOMMEND)

    async def gather(self, turn: SkillContext) -> Evidence:
        """Search; the verdict says whether what is shown fits."""
        return await asyncio.to_thread(self._search, turn)

    def _search(self, turn: SkillContext) -> Evidence:
        wish = turn.understanding
        if not wish.query and not wish.constraints.given():
            return _ask(turn)
        if _is_elsewhere(turn):
            constraints = wish.constraints.model_copy(update={"category": None})
            wish = wish.model_copy(update={"constraints": constraints})
            turn = replace(turn, understanding=wish)
        seen = _seen(turn) if wish.more else frozenset()
        found = turn.index.search(wish.query, wish.constraints, limit=MOST_CARDS + len(seen))
        hits = [hit for hit in found.hits if hit.product.id not in seen][:MOST_CARDS]
        if found.carries and hits:
            return _matches(turn, hits)
        if found.carries or wish.more:
            return _talk(turn, "search.no_more")
        return _nearest(turn)


def _is_elsewhere(turn: SkillContext) -> bool:
    """Whether a category read out of the words is not where that is: "wine glasses" are no glasses.

    Words alone must find it, and the category must not have it at any price.
    """
    wish = turn.understanding
    if not (wish.constraints.category and wish.query):
        return False
    within = Constraints(category=wish.constraints.category)
    if turn.index.search(wish.query, within, limit=1).carries:
        return False
    return turn.index.search(wish.query, limit=1).carries


def _seen(turn: SkillContext) -> frozenset[str]:
    """Return what this conversation has shown, the latest first up to a limit."""
    shown = [card.id for past in reversed(turn.conversation.turns) for card in past.cards]
    return frozenset(shown[:_MOST_SEEN])


def _matches(turn: SkillContext, hits: list[Hit]) -> Evidence:
    products = [hit.product for hit in hits]
    if turn.understanding.more:
        key = "search.more" if len(products) > 1 else "search.more_one"
    elif len(products) == 1:
        key = "search.match_one"
    elif turn.understanding.intent is Intent.RECOMMEND:
        key = "recommend.matches"
    else:
        key = "search.matches"
    return Evidence(
        verdict=Verdict.MATCHES,
        statement=turn.say(key, count=len(products)),
        fallback=best_of(turn, products),
        products=numbered(products),
    )


def _nearest(turn: SkillContext) -> Evidence:
    wish = turn.understanding
    nearest = turn.index.closest(wish.query, wish.constraints, limit=MOST_CARDS)
    if not (nearest.hits and nearest.relaxed):
        return _nothing(turn)
    products = [hit.product for hit in nearest.hits]
    unsaid = nearest.relaxed == ["size"] and not any(facets(each).sizes for each in products)
    if unsaid:
        wish = wish.model_copy(
            update={"constraints": wish.constraints.model_copy(update={"size": None})}
        )
    entries = [
        entry.model_copy(update={"misses": misses, "fits": not misses})
        for entry in numbered(products)
        for misses in [fits(entry.product, wish.constraints)]
    ]
    return Evidence(
        verdict=Verdict.CLOSEST,
        statement=turn.say("search.size_unsaid")
        if unsaid
        else _closest(turn, entries, nearest.relaxed),
        fallback=best_of(turn, products),
        products=entries,
        relaxed=nearest.relaxed,
    )


def _closest(turn: SkillContext, entries: list[EvidenceProduct], relaxed: list[str]) -> str:
    """Say what was wished for and is not there: all of it, for a part alone might be."""
    if relaxed == [DETAILS]:
        return turn.say("search.details")
    price = entries[0].product.offer_price
    phrases = wish_phrases(
        turn.understanding.constraints,
        turn.say,
        turn.understanding.language,
        price.currency if price else "USD",
    )
    if not phrases or relaxed == [WORDS]:
        return turn.say("search.closest_plain")
    key = "search.closest" if len(entries) > 1 else "search.closest_one"
    return turn.say(key, wishes=" ".join(phrases))


def _nothing(turn: SkillContext) -> Evidence:
    """Say so; a wish for advice is met with its kind of thing, or else asked about."""
    wish = turn.understanding
    if wish.intent is Intent.RECOMMEND:
        kind = wish.constraints.category
        found = turn.index.search(kind, wish.constraints, limit=MOST_CARDS) if kind else None
        return _matches(turn, found.hits) if found and found.carries else _ask(turn)
    if wish.language != "en":
        return _talk(turn, "search.not_found")
    statement = turn.say("search.nothing", query=wish.query or turn.message)
    return Evidence(verdict=Verdict.NOTHING, statement=statement, verbatim=True)


def _ask(turn: SkillContext) -> Evidence:
    """Ask what is wanted; whoever was asked just now is shown what others like instead."""
    if not _asked_before(turn):
        advice = turn.understanding.intent is Intent.RECOMMEND
        return _talk(turn, "recommend.ask" if advice else "search.ask")
    price = Constraints(
        price_min=turn.understanding.constraints.price_min,
        price_max=turn.understanding.constraints.price_max,
    )
    liked = turn.index.search("", price, limit=MOST_CARDS)
    return Evidence(
        verdict=Verdict.ANSWERED,
        statement=turn.say("recommend.popular"),
        products=numbered([hit.product for hit in liked.hits]),
        verbatim=True,
    )


def _asked_before(turn: SkillContext) -> bool:
    last = turn.conversation.turns[-1] if turn.conversation.turns else None
    return last is not None and (
        last.understanding.intent in ProductSearch.intents and last.evidence.verdict is Verdict.TALK
    )


def _talk(turn: SkillContext, key: str) -> Evidence:
    return Evidence(verdict=Verdict.TALK, statement=turn.say(key), verbatim=True)


def numbered(products: list[Product]) -> list[EvidenceProduct]:
    """Give each product the short reference that the model calls it by."""
    return [
        EvidenceProduct(ref=f"P{number}", product=product)
        for number, product in enumerate(products, start=1)
    ]


def best_of(turn: SkillContext, products: list[Product]) -> str:
    """Name the first that is in stock, with its price: what is said where no model writes."""
    product = next((each for each in products if each.in_stock), products[0])
    title, price = f"**{short_title(product)}**", product.offer_price
    if price is None:
        return turn.say("search.best_unpriced", title=title)
    key = "search.best" if len(products) > 1 else "search.only"
    return turn.say(key, title=title, price=turn.money(price))
