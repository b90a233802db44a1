"""Finds products for a wish: what fits, else what comes closest, else an honest no."""

import asyncio

from assistant.grounding.rendering import short_title
from assistant.skills.base import SkillContext
from assistant.state import Evidence, EvidenceProduct, Intent, Verdict
from retrieval.filters import fits
from retrieval.product import Product
from retrieval.search import Hit

MOST_CARDS = 4


class ProductSearch:
    """Searches the catalog with the shopper's wish and its hard constraints."""

    intents = (Intent.PRODUCT_SEARCH, Intent.RECOMMEND)

    async def gather(self, turn: SkillContext) -> Evidence:
        """Search; the verdict says whether what is shown fits."""
        wish = turn.understanding
        if not wish.query and not wish.constraints.given():
            return Evidence(verdict=Verdict.TALK, statement=turn.say("search.ask"), verbatim=True)
        found = await asyncio.to_thread(
            turn.index.search, wish.query, wish.constraints, limit=MOST_CARDS
        )
        if found.hits and found.carries:
            return self._matches(turn, found.hits)
        return await self._nearest(turn)

    def _matches(self, turn: SkillContext, hits: list[Hit]) -> Evidence:
        products = [hit.product for hit in hits]
        key = "recommend" if turn.understanding.intent is Intent.RECOMMEND else "search"
        if len(products) == 1:
            statement = turn.say("search.match_one")
        else:
            statement = turn.say(f"{key}.matches", count=len(products))
        return Evidence(
            verdict=Verdict.MATCHES,
            statement=statement,
            fallback=best_of(turn, products[0]),
            products=numbered(products),
        )

    async def _nearest(self, turn: SkillContext) -> Evidence:
        wish = turn.understanding
        nearest = await asyncio.to_thread(
            turn.index.closest, wish.query, wish.constraints, limit=MOST_CARDS
        )
        if not (nearest.hits and nearest.carries and nearest.relaxed):
            statement = turn.say("search.nothing", query=wish.query or turn.message)
            return Evidence(verdict=Verdict.NOTHING, statement=statement, verbatim=True)
        products = [hit.product for hit in nearest.hits]
        entries = [
            entry.model_copy(update={"misses": fits(entry.product, wish.constraints)})
            for entry in numbered(products)
        ]
        return Evidence(
            verdict=Verdict.CLOSEST,
            statement=turn.say("search.closest", relaxed=", ".join(nearest.relaxed)),
            fallback=best_of(turn, products[0]),
            products=[entry.model_copy(update={"fits": not entry.misses}) for entry in entries],
            relaxed=nearest.relaxed,
        )


def numbered(products: list[Product]) -> list[EvidenceProduct]:
    """Give each product the short reference that the model calls it by."""
    return [
        EvidenceProduct(ref=f"P{number}", product=product)
        for number, product in enumerate(products, start=1)
    ]


def best_of(turn: SkillContext, product: Product) -> str:
    """Name the first product, with its price: what is said where no model writes."""
    title, price = f"**{short_title(product)}**", product.offer_price
    if price is None:
        return turn.say("search.best_unpriced", title=title)
    return turn.say("search.best", title=title, price=turn.money(price))
