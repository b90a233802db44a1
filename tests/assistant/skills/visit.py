"""Asks one skill, over the real demo shop, with an understanding that the test decides."""

from datetime import UTC, datetime

from assistant.skills.base import ShopInfo, SkillContext
from assistant.skills.registry import find_skills
from assistant.state import (
    Card,
    Conversation,
    Evidence,
    Intent,
    Turn,
    Understanding,
)
from retrieval.filters import Constraints
from retrieval.product import Product
from retrieval.search import ShopIndex

SHOP = ShopInfo("Thimble & Tarn", "Plain.", "hello@thimbleandtarn.example")
SKILLS = find_skills()


def understood(intent: Intent, query: str = "", **fields: object) -> Understanding:
    """Return an understanding; constraints are given as `constraints={...}`."""
    wish = Constraints.model_validate(fields.pop("constraints", {}))
    values = {"intent": intent, "confidence": 1, "query": query, "constraints": wish} | fields
    return Understanding.model_validate(values)


async def gather(
    index: ShopIndex,
    understanding: Understanding,
    message: str = "",
    conversation: Conversation | None = None,
) -> Evidence:
    """Return what the skill of that intent finds."""
    context = SkillContext(
        conversation=conversation or Conversation(id="c"),
        message=message or understanding.query,
        understanding=understanding,
        index=index,
        shop=SHOP,
        desk=None,
        clock=lambda: datetime(2026, 3, 1, tzinfo=UTC),
    )
    return await SKILLS[understanding.intent].gather(context)


def past(understanding: Understanding, evidence: Evidence) -> Turn:
    """Return the turn that this was, with a card for each product."""
    cards = [card(entry.product) for entry in evidence.products]
    return Turn(message="?", understanding=understanding, evidence=evidence, cards=cards)


def card(product: Product) -> Card:
    """Return a product's card, options left out."""
    return Card(
        id=product.id,
        title=product.title,
        price=product.price,
        sale_price=product.sale_price,
        in_stock=product.in_stock,
        stock=product.stock,
        rating=product.rating,
        rating_count=product.rating_count,
        brand=product.brand,
        url=product.url,
        image=product.image,
    )
