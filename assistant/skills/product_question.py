"""Answers a question about one product from its record, or says that the listing doesn't say."""

import asyncio
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from assistant.grounding.rendering import short_title
from assistant.listing import Statement, answers
from assistant.skills.base import SkillContext
from assistant.skills.policy_question import covering_passages, excerpt
from assistant.skills.product_search import numbered
from assistant.state import Evidence, Intent, Verdict
from retrieval.product import Product


class ProductQuestion:
    """Looks the question up in the record of the product meant, then in the documents."""

    intents = (Intent.PRODUCT_QUESTION,)

    async def gather(self, turn: SkillContext) -> Evidence:
        """Find the product, then what its record says to the question."""
        return await asyncio.to_thread(self._gather, turn)

    def _gather(self, turn: SkillContext) -> Evidence:
        product = _product_meant(turn)
        if product is None:
            statement = turn.say("question.which")
            return Evidence(verdict=Verdict.TALK, statement=statement, verbatim=True)
        found = _answers(turn, product)
        if found:
            return _answered(product, " ".join(_say_all(turn, product, found)))
        passages = covering_passages(turn, turn.message)
        if passages:
            said = turn.say("question.document", source=passages[0].title or passages[0].source)
            text = excerpt(turn.message, passages[0].text)
            answered = _answered(product, f"{said} {text}")
            return answered.model_copy(update={"passages": passages})
        return Evidence(
            verdict=Verdict.NOT_COVERED,
            statement=turn.say("question.not_said", title=f"**{short_title(product)}**"),
            products=numbered([product]),
            verbatim=True,
        )


def _answers(turn: SkillContext, product: Product) -> list[Statement]:
    def encode(texts: list[str]) -> NDArray[np.float32]:
        return turn.index.embedder.encode(texts, "passage")

    return answers(turn.message, product, encode)


def _answered(product: Product, said: str) -> Evidence:
    return Evidence(verdict=Verdict.ANSWERED, statement=said, products=numbered([product]))


def _product_meant(turn: SkillContext) -> Product | None:
    """Find it by reference or page, else by its name, else among those shown.

    Of those shown, the first counts, and only where its listing has the answer: "do you take
    cheques?" is no question about it.
    """
    referred = turn.referred()
    if referred:
        return referred[0]
    found = turn.index.search(turn.understanding.query or turn.message, limit=1)
    if found.hits and found.carries:
        return found.hits[0].product
    shown = turn.index.catalog.get_many(turn.conversation.shown[:1])
    return shown[0] if shown and _answers(turn, shown[0]) else None


def _say_all(turn: SkillContext, product: Product, found: list[Statement]) -> Iterator[str]:
    """Say each statement, attributes together in one sentence."""
    title = f"**{short_title(product)}**"
    facts = [f"{each.attribute}: {each.value}" for each in found if each.attribute]
    if facts:
        yield turn.say("question.attributes", title=title, facts="; ".join(facts))
    for statement in found:
        if statement.field:
            yield _say_field(turn, product, statement.field, title)
        elif not statement.attribute:
            yield turn.say("question.quote", title=title, text=statement.text)


def _say_field(turn: SkillContext, product: Product, field: str, title: str) -> str:
    if field == "price":
        return _say_price(turn, product, title)
    if field == "stock":
        if not product.in_stock:
            return turn.say("question.out_of_stock", title=title)
        key = "question.in_stock" if product.stock is None else "question.in_stock_count"
        return turn.say(key, title=title, count=product.stock)
    if field == "rating":
        if product.rating is None:
            return turn.say("question.unrated", title=title)
        count = product.rating_count or 0
        return turn.say("question.rating", title=title, rating=f"{product.rating:g}", count=count)
    options = turn.index.catalog.options(product)
    if not options:
        return turn.say("question.not_said", title=title)
    listed = "; ".join(f"{name}: {', '.join(values)}" for name, values in options.items())
    return turn.say("question.options", title=title, options=listed)


def _say_price(turn: SkillContext, product: Product, title: str) -> str:
    if product.price is None:
        return turn.say("question.no_price", title=title)
    if product.sale_price is None:
        return turn.say("question.price", title=title, price=turn.money(product.price))
    now, before = turn.money(product.sale_price), turn.money(product.price)
    return turn.say("question.sale", title=title, price=now, before=before)
