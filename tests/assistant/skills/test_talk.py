"""Greetings, thanks, complaints, people and carts: no model, no invention."""

import pytest

from assistant.state import Conversation, Intent, Verdict
from retrieval.search import ShopIndex
from tests.assistant.skills.visit import gather, understood


@pytest.mark.parametrize("intent", [Intent.GREETING, Intent.THANKS, Intent.OUT_OF_SCOPE])
async def test_small_talk_needs_no_model(demo_index: ShopIndex, intent: Intent) -> None:
    evidence = await gather(demo_index, understood(intent), "hi")
    assert evidence.verbatim
    assert evidence.verdict is Verdict.TALK


async def test_the_greeting_says_that_it_is_a_machine(demo_index: ShopIndex) -> None:
    evidence = await gather(demo_index, understood(Intent.GREETING), "hi")
    assert "software" in evidence.statement
    assert "Thimble & Tarn" in evidence.statement


@pytest.mark.parametrize("intent", [Intent.HUMAN, Intent.COMPLAINT])
async def test_a_person_is_called(demo_index: ShopIndex, intent: Intent) -> None:
    evidence = await gather(demo_index, understood(intent), "get me someone")
    assert evidence.handoff
    assert "hello@thimbleandtarn.example" in evidence.statement


@pytest.mark.parametrize(
    "intent",
    [
        Intent.ORDER_STATUS,
        Intent.ORDER_CANCEL,
        Intent.ORDER_CHANGE,
        Intent.RETURN_EXCHANGE,
        Intent.REFUND_STATUS,
    ],
)
async def test_a_shop_without_orders_says_so(demo_index: ShopIndex, intent: Intent) -> None:
    evidence = await gather(demo_index, understood(intent), "my order")
    assert evidence.verdict is Verdict.NOT_COVERED
    assert evidence.verbatim


async def test_the_cart_shows_the_card_of_what_is_meant(demo_index: ShopIndex) -> None:
    product = demo_index.search("electric kettle", limit=1).hits[0].product
    wish = understood(Intent.CART, "kettle", products=[product.id])
    evidence = await gather(demo_index, wish, "add it")
    assert evidence.product_ids() == [product.id]


async def test_a_cart_question_about_nothing_in_particular_says_where_it_is(
    demo_index: ShopIndex,
) -> None:
    evidence = await gather(demo_index, understood(Intent.CART), "what's in my cart?")
    assert "top of the page" in evidence.statement


async def test_which_of_those_shown_goes_into_the_cart_is_asked(demo_index: ShopIndex) -> None:
    shown = [hit.product.id for hit in demo_index.search("mug", limit=3).hits]
    talk = Conversation(id="c", shown=shown)
    evidence = await gather(demo_index, understood(Intent.CART), "add one", talk)
    assert evidence.statement.startswith("Which product")
