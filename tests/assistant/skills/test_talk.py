"""Greetings, thanks, complaints and people: no model, no invention."""

import pytest

from assistant.state import Intent, Verdict
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


async def test_a_complaint_is_told_what_the_shop_does_in_such_a_case(
    demo_index: ShopIndex,
) -> None:
    evidence = await gather(
        demo_index, understood(Intent.COMPLAINT), "my order arrived damaged, what should I do?"
    )
    assert evidence.handoff
    assert "photograph" in evidence.statement
