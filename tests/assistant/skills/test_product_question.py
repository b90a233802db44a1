"""Questions about one product, answered by its listing or not at all."""

from assistant.state import Conversation, Intent, Verdict
from retrieval.search import ShopIndex
from tests.assistant.skills.visit import gather, understood

QUESTION = Intent.PRODUCT_QUESTION


def product_id(index: ShopIndex, name: str) -> str:
    return index.search(name, limit=1).hits[0].product.id


async def test_the_listing_answers(demo_index: ShopIndex) -> None:
    meant = product_id(demo_index, "Towpath Wireless Headphones")
    wish = understood(QUESTION, "battery", products=[meant])
    evidence = await gather(demo_index, wish, "how long does the battery last?")
    assert evidence.verdict is Verdict.ANSWERED
    recorded = evidence.products[0].product.attributes["battery life"]
    assert f"battery life: {recorded}." in evidence.statement
    assert evidence.product_ids() == [meant]


async def test_a_silent_listing_is_said_to_be_silent(demo_index: ShopIndex) -> None:
    meant = product_id(demo_index, "Towpath Wireless Headphones")
    wish = understood(QUESTION, "x", products=[meant])
    evidence = await gather(demo_index, wish, "was it designed by a left-handed Norwegian?")
    assert evidence.verdict is Verdict.NOT_COVERED
    assert "doesn't say" in evidence.statement


async def test_the_price_comes_from_the_record(demo_index: ShopIndex) -> None:
    meant = product_id(demo_index, "Towpath Wireless Headphones")
    wish = understood(QUESTION, "cost", products=[meant])
    evidence = await gather(demo_index, wish, "how much does it cost?")
    assert "$119.00" in evidence.statement


async def test_a_product_that_nobody_named_is_asked_for(demo_index: ShopIndex) -> None:
    evidence = await gather(demo_index, understood(QUESTION, "zyxw"), "is the zyxw any good?")
    assert evidence.verdict is Verdict.TALK
    assert evidence.products == []


async def test_what_was_shown_does_not_answer_for_something_else(demo_index: ShopIndex) -> None:
    shown = [product_id(demo_index, "Towpath Wireless Headphones")]
    talk = Conversation(id="c", shown=shown)
    wish = understood(QUESTION, "iphones")
    evidence = await gather(demo_index, wish, "do you have any iphones?", talk)
    assert evidence.products == []
