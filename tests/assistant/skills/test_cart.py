"""The cart by words, over the real demo shop: what was meant goes in, as far as there is any."""

import pytest

from assistant.state import Conversation, Evidence, Intent, Verdict
from retrieval.product import Product
from retrieval.search import ShopIndex
from tests.assistant.skills.visit import gather, past, understood

TENT = "ridgeline-2-backpacking-tent-moss-green"
SOLD_OUT = "skylark-ultralight-tent"
KETTLE = "whistlestop-stovetop-kettle-cream"


@pytest.fixture
def mugs(demo_index: ShopIndex) -> list[Product]:
    return [hit.product for hit in demo_index.search("mug", limit=3).hits]


async def say(
    index: ShopIndex, message: str, *meant: str, language: str = "en", **conversation: object
) -> Evidence:
    """Say something about the cart, with `meant` as what the message points at."""
    talk = Conversation.model_validate({"id": "c"} | conversation)
    wish = understood(Intent.CART, message, products=list(meant), language=language)
    return await gather(index, wish, message, talk)


async def test_what_is_pointed_at_goes_in_with_its_price(
    demo_index: ShopIndex, mugs: list[Product]
) -> None:
    evidence = await say(demo_index, "add two of the first one to my cart", mugs[0].id)
    assert evidence.cart_changes == {mugs[0].id: 2}
    assert evidence.cart is not None
    assert evidence.cart.totals[0].amount == 2 * mugs[0].offer_price.amount  # type: ignore[union-attr]
    assert f"2 × **{mugs[0].title}**" in evidence.statement


async def test_adding_again_adds_to_what_is_there(demo_index: ShopIndex) -> None:
    evidence = await say(demo_index, "add two more", KETTLE, cart={KETTLE: 1})
    assert evidence.cart_changes == {KETTLE: 3}


async def test_a_variant_is_chosen_by_its_words(demo_index: ShopIndex) -> None:
    evidence = await say(demo_index, "add the kettle in red to my cart", KETTLE)
    assert list(evidence.cart_changes) == ["whistlestop-stovetop-kettle-red"]
    other = await say(
        demo_index,
        "in black instead",
        cart={KETTLE: 2},
        turns=[past(understood(Intent.CART), _put())],
    )
    assert other.cart_changes == {KETTLE: 0, "whistlestop-stovetop-kettle-black": 2}


def _put() -> Evidence:
    return Evidence(verdict=Verdict.ANSWERED, statement="Done.", cart_changes={KETTLE: 2})


async def test_no_more_than_there_are_go_in(demo_index: ShopIndex) -> None:
    evidence = await say(demo_index, "put 5 of these in my cart", TENT)
    assert evidence.cart_changes == {TENT: 2}
    assert "Only 2 of" in evidence.statement


async def test_what_is_out_of_stock_stays_out(demo_index: ShopIndex) -> None:
    evidence = await say(demo_index, "add it to my cart", SOLD_OUT)
    assert evidence.cart_changes == {}
    assert "out of stock" in evidence.statement


async def test_a_name_that_several_have_is_asked_about(demo_index: ShopIndex) -> None:
    evidence = await say(demo_index, "add a kettle to my cart")
    assert evidence.cart_changes == {}
    assert len(evidence.products) > 1


async def test_which_of_those_shown_is_asked(demo_index: ShopIndex, mugs: list[Product]) -> None:
    evidence = await say(demo_index, "add one", shown=[mug.id for mug in mugs])
    assert evidence.statement.startswith("Which product")


async def test_a_line_is_taken_out_by_its_name_in_any_language(
    demo_index: ShopIndex, mugs: list[Product]
) -> None:
    cart = {KETTLE: 1, mugs[0].id: 2}
    english = await say(demo_index, "remove the kettle", cart=cart)
    assert english.cart_changes == {KETTLE: 0}
    spanish = await say(demo_index, "quita la taza", language="es", cart=cart)
    assert spanish.cart_changes == {mugs[0].id: 0}


async def test_some_pieces_of_a_line_are_taken_out(demo_index: ShopIndex) -> None:
    evidence = await say(demo_index, "take one of the kettles out", cart={KETTLE: 3})
    assert evidence.cart_changes == {KETTLE: 2}


async def test_which_line_is_meant_is_asked(demo_index: ShopIndex) -> None:
    evidence = await say(demo_index, "make it three", cart={KETTLE: 1, TENT: 1})
    assert evidence.cart_changes == {}
    assert evidence.statement.startswith("Which one do you mean?")


async def test_what_was_sold_out_since_is_said_and_not_counted(demo_index: ShopIndex) -> None:
    evidence = await say(demo_index, "show my cart", cart={SOLD_OUT: 1, TENT: 3})
    assert "sold out since" in evidence.statement
    assert "Only 2 of" in evidence.statement
    assert evidence.cart is not None
    assert evidence.cart.pieces == 2


async def test_what_is_not_sold_any_more_leaves_the_cart(demo_index: ShopIndex) -> None:
    evidence = await say(demo_index, "what's in my cart?", cart={"no-such-thing": 2, KETTLE: 1})
    assert evidence.cart_changes == {"no-such-thing": 0}
    assert "not sold here any more" in evidence.statement
    assert evidence.cart is not None
    assert [line.id for line in evidence.cart.lines] == [KETTLE]


async def test_an_emptied_cart_is_empty(demo_index: ShopIndex) -> None:
    evidence = await say(demo_index, "empty my cart", cart={KETTLE: 1, TENT: 1})
    assert evidence.cart_changes == {KETTLE: 0, TENT: 0}


async def test_a_shop_without_a_checkout_link_says_so(demo_index: ShopIndex) -> None:
    evidence = await say(demo_index, "checkout", cart={KETTLE: 1})
    assert "shop's own pages" in evidence.statement


async def test_what_cannot_be_done_here_is_not_promised(demo_index: ShopIndex) -> None:
    evidence = await say(demo_index, "apply my discount code to the cart", cart={KETTLE: 1})
    assert evidence.cart_changes == {}
    assert evidence.verdict is Verdict.TALK
