"""Compares products: a table of what differs, from the records."""

import asyncio

from assistant.grounding.rendering import short_title
from assistant.listing import plain
from assistant.skills.base import SkillContext
from assistant.skills.product_search import numbered
from assistant.state import ComparisonTable, Evidence, Intent, Verdict
from retrieval.product import Money, Product

_MOST_COMPARED = 4


class Compare:
    """Lays the listings of two to four products side by side."""

    intents = (Intent.COMPARE,)

    async def gather(self, turn: SkillContext) -> Evidence:
        """Compare the products meant, or else the ones shown last."""
        return await asyncio.to_thread(self._gather, turn)

    def _gather(self, turn: SkillContext) -> Evidence:
        products = turn.referred()
        if len(products) < 2:
            shown = turn.index.catalog.get_many(turn.conversation.shown)
            others = [each for each in shown if each not in products]
            # "which one is the lightest?" is about all that were shown.
            products = [*products, *others][: 2 if products else _MOST_COMPARED]
        if len(products) < 2:
            statement = turn.say("compare.which")
            return Evidence(verdict=Verdict.TALK, statement=statement, verbatim=True)
        products = products[:_MOST_COMPARED]
        table = ComparisonTable(
            products=[product.id for product in products], rows=_rows(turn, products)
        )
        titles = _listed([f"**{short_title(product)}**" for product in products])
        key = "compare.table" if table.rows else "compare.same"
        advice = _advice(turn, products)
        return Evidence(
            verdict=Verdict.ANSWERED,
            statement=" ".join([turn.say(key, titles=titles), *advice]),
            products=numbered(products),
            facts=advice,
            table=table,
        )


def _rows(turn: SkillContext, products: list[Product]) -> list[tuple[str, list[str]]]:
    """One row for each thing in which the records differ; “–” where a record is silent."""
    named: dict[str, list[str]] = {
        "price": [turn.money(p.offer_price) if p.offer_price else "–" for p in products],
        "rating": [f"{p.rating:g}" if p.rating is not None else "–" for p in products],
        "brand": [p.brand or "–" for p in products],
        "in stock": [plain(p.in_stock) for p in products],
    }
    for key in dict.fromkeys(key for product in products for key in product.attributes):
        cells = [plain(product.attributes.get(key, "–")) for product in products]
        named[key.replace("_", " ")] = cells
    return [(name, cells) for name, cells in named.items() if len(set(cells)) > 1]


def _advice(turn: SkillContext, products: list[Product]) -> list[str]:
    """Say which costs less and which is rated higher, where the records tell."""
    advice = []
    priced = [(p.offer_price, p) for p in products if p.offer_price is not None]
    if len(priced) == len(products) and len({price.currency for price, _ in priced}) == 1:
        priced.sort(key=lambda pair: pair[0].amount)
        (low, cheapest), (next_low, _) = priced[0], priced[1]
        gap = next_low.amount - low.amount
        if gap:
            difference = turn.money(Money(amount=gap, currency=low.currency))
            title = f"**{short_title(cheapest)}**"
            advice.append(turn.say("compare.cheaper", title=title, difference=difference))
    rated = sorted((p for p in products if p.rating is not None), key=lambda p: -(p.rating or 0))
    if len(rated) == len(products) and rated[0].rating != rated[1].rating:
        title = f"**{short_title(rated[0])}**"
        advice.append(turn.say("compare.better_rated", title=title, rating=f"{rated[0].rating:g}"))
    return advice


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} & {names[-1]}"
