"""Whole conversations over the demo shop, understood without a model."""

from dataclasses import dataclass, field

import pytest
from langchain_core.messages import BaseMessage

from assistant.state import (
    CatalogFact,
    Conversation,
    Evidence,
    Intent,
    Turn,
    Understanding,
    Verdict,
)
from assistant.understanding import Understander
from assistant.understanding.ports import Answer
from retrieval.search import ShopIndex

WISHES = {Intent.PRODUCT_SEARCH, Intent.RECOMMEND, Intent.CATALOG_FACT}


@dataclass
class Talk:
    """A conversation that goes on, with the products of each search as they would be shown."""

    index: ShopIndex
    understander: Understander
    conversation: Conversation = field(default_factory=lambda: Conversation(id="c"))

    async def say(self, message: str) -> Understanding:
        """Return how the next message is understood."""
        found = await self.understander.understand(message, self.conversation)
        evidence = Evidence(verdict=Verdict.TALK, statement="")
        turn = Turn(message=message, understanding=found, evidence=evidence)
        updates: dict[str, object] = {"turns": [*self.conversation.turns, turn]}
        if found.intent in WISHES:
            hits = self.index.search(found.query, found.constraints, limit=4).hits
            updates |= {"focus": found, "shown": [hit.product.id for hit in hits]}
        self.conversation = self.conversation.model_copy(update=updates)
        return found


@pytest.fixture(scope="module")
def understander(demo_index: ShopIndex) -> Understander:
    return Understander(demo_index)


@pytest.fixture
def talk(demo_index: ShopIndex, understander: Understander) -> Talk:
    return Talk(demo_index, understander)


async def test_refinements_keep_the_wish_and_a_new_thing_drops_it(talk: Talk) -> None:
    await talk.say("show me cushions under $60")
    red = await talk.say("in teal")
    assert red.constraints.given().keys() >= {"category", "color", "price_max"}
    other = await talk.say("actually green")
    assert other.constraints.color == "green"
    garden = await talk.say("what about for the garden")
    assert "cushions" in garden.query
    new = await talk.say("now show me stand mixers")
    assert new.constraints.color is None
    assert "cushion" not in new.query


async def test_the_second_one_is_the_second_card(talk: Talk) -> None:
    await talk.say("electric kettles please")
    asked = await talk.say("how heavy is the second one?")
    assert asked.intent is Intent.PRODUCT_QUESTION
    assert asked.products == talk.conversation.shown[1:2]


async def test_orders_in_between_lose_nothing(talk: Talk) -> None:
    await talk.say("I'm looking for a tent")
    order = await talk.say("wait, where is my order #W2338009?")
    assert (order.intent, order.order_ids) == (Intent.ORDER_STATUS, ["#W2338009"])
    back = await talk.say("ok. under $300 please")
    assert back.intent is Intent.PRODUCT_SEARCH
    assert "tent" in back.query
    assert back.constraints.price_max == 300


async def test_cancel_it_means_the_order_spoken_of(talk: Talk) -> None:
    await talk.say("where is order #W2338009")
    cancelled = await talk.say("please cancel it")
    assert (cancelled.intent, cancelled.order_ids) == (Intent.ORDER_CANCEL, ["#W2338009"])


async def test_and_to_canada_asks_for_delivery_again(talk: Talk) -> None:
    await talk.say("how much is shipping")
    asked = await talk.say("and to canada?")
    assert asked.intent is Intent.POLICY_QUESTION
    assert "shipping" in asked.query


async def test_show_me_more_wants_others_of_the_same(talk: Talk) -> None:
    await talk.say("mugs")
    more = await talk.say("show me more")
    assert more.more
    assert more.query == "mugs"


async def test_the_cheapest_one_is_asked_of_what_was_spoken_of(talk: Talk) -> None:
    await talk.say("show me desk lamps")
    fact = await talk.say("and what's the cheapest one?")
    assert (fact.intent, fact.fact) == (Intent.CATALOG_FACT, CatalogFact.CHEAPEST)
    assert "lamp" in fact.query


async def test_a_wish_in_german_looks_for_the_english_thing(talk: Talk) -> None:
    found = await talk.say("Ich suche ein Zelt unter 300 Euro")
    assert (found.intent, found.language, found.query) == (Intent.PRODUCT_SEARCH, "de", "tent")
    assert found.constraints.price_max == 300


@pytest.mark.parametrize(
    "message", ["?" * 5000, "a" * 10_000, "\u202e\u200b", "1" * 400, "select * from", "的" * 3000]
)
async def test_no_message_is_too_strange(talk: Talk, message: str) -> None:
    found = await talk.say(message)
    assert 0 <= found.confidence <= 1


@dataclass
class SecondOpinion:
    """A model that always takes the message for a complaint."""

    asked: int = 0

    async def structured(self, messages: list[BaseMessage], schema: type[Answer]) -> Answer:
        self.asked += 1
        return schema.model_validate({"intent": Intent.COMPLAINT})


async def test_the_model_is_not_asked_where_the_classifier_is_sure(demo_index: ShopIndex) -> None:
    model = SecondOpinion()
    understander = Understander(demo_index, model)
    found = await understander.understand("where is my order?", Conversation(id="c"))
    assert (found.intent, found.by_model, model.asked) == (Intent.ORDER_STATUS, False, 0)


async def test_a_bare_name_of_something_sold_is_a_search_without_the_model(
    demo_index: ShopIndex,
) -> None:
    model = SecondOpinion()
    understander = Understander(demo_index, model)
    for message in ("cat treats", "dog bowl", "speakers", "pet carriers"):
        found = await understander.understand(message, Conversation(id="c"))
        assert (found.intent, found.by_model) == (Intent.PRODUCT_SEARCH, False)
    assert model.asked == 0


async def test_whether_it_could_go_back_is_asked_of_any_item(talk: Talk) -> None:
    asked = await talk.say("can I return it if it doesn't fit?")
    assert asked.intent is Intent.POLICY_QUESTION
    assert asked.query == "can I return an item if it doesn't fit?"
