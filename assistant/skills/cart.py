"""Helps with the cart: it lives in the shopper's page, so the card's button fills it."""

from assistant.grounding.rendering import short_title
from assistant.skills.base import SkillContext
from assistant.skills.product_search import numbered
from assistant.state import Evidence, Intent, Verdict
from retrieval.product import Product


class Cart:
    """Shows the card of the product meant, whose button adds it."""

    intents = (Intent.CART,)

    async def gather(self, turn: SkillContext) -> Evidence:
        """Find the product to add, or say where the cart is."""
        products = turn.referred() or await self._named(turn)
        if not products:
            key = "cart.which" if turn.conversation.shown else "cart.manage"
            return Evidence(verdict=Verdict.TALK, statement=turn.say(key), verbatim=True)
        return Evidence(
            verdict=Verdict.ANSWERED,
            statement=" ".join(self._say(turn, product) for product in products),
            products=numbered(products),
            verbatim=True,
        )

    async def _named(self, turn: SkillContext) -> list[Product]:
        wish = turn.understanding
        if not wish.query:
            return []
        found = turn.index.search(wish.query, wish.constraints, limit=1)
        return [hit.product for hit in found.hits] if found.carries else []

    def _say(self, turn: SkillContext, product: Product) -> str:
        title, price = f"**{short_title(product)}**", product.offer_price
        if not product.in_stock or price is None:
            return turn.say("cart.out_of_stock", title=title)
        return turn.say("cart.add", title=title, price=turn.money(price))
