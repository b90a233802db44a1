"""What fits, what comes closest, and an honest no, over the demo shop."""

from decimal import Decimal

from assistant.state import Conversation, Intent, Verdict
from retrieval.search import ShopIndex
from tests.assistant.skills.visit import gather, past, understood

SEARCH, RECOMMEND = Intent.PRODUCT_SEARCH, Intent.RECOMMEND


async def test_what_fits_is_shown_and_all_of_it_fits(demo_index: ShopIndex) -> None:
    wish = understood(SEARCH, "desk lamp", constraints={"price_max": 100})
    evidence = await gather(demo_index, wish)
    assert evidence.verdict is Verdict.MATCHES
    prices = [entry.product.offer_price for entry in evidence.products]
    assert prices
    assert all(price is not None and price.amount <= 100 for price in prices)
    assert str(len(evidence.products)) in evidence.statement


async def test_what_comes_closest_says_what_it_misses(demo_index: ShopIndex) -> None:
    wish = understood(SEARCH, "floor lamp", constraints={"price_max": 5, "color": "silver"})
    evidence = await gather(demo_index, wish)
    assert evidence.verdict is Verdict.CLOSEST
    assert all(entry.misses and not entry.fits for entry in evidence.products)
    assert "in silver under $5" in evidence.statement


async def test_what_the_shop_does_not_carry_is_denied(demo_index: ShopIndex) -> None:
    evidence = await gather(demo_index, understood(SEARCH, "surfboard"))
    assert evidence.verdict is Verdict.NOTHING
    assert evidence.products == []
    assert "surfboard" in evidence.statement


async def test_a_wish_without_anything_in_it_is_asked_about_once(demo_index: ShopIndex) -> None:
    wish = understood(SEARCH)
    first = await gather(demo_index, wish)
    assert first.verdict is Verdict.TALK
    assert first.statement.endswith("start.")
    talk = Conversation(id="c", turns=[past(wish, first)])
    second = await gather(demo_index, wish, conversation=talk)
    assert second.products


async def test_advice_that_names_no_thing_is_asked_about_once(demo_index: ShopIndex) -> None:
    wish = understood(RECOMMEND, "zyx")
    first = await gather(demo_index, wish)
    assert first.statement.endswith("?")
    talk = Conversation(id="c", turns=[past(wish, first)])
    second = await gather(
        demo_index, understood(RECOMMEND, "zyx", constraints={"price_max": 40}), conversation=talk
    )
    prices = [entry.product.offer_price for entry in second.products]
    assert prices
    assert all(price is not None and price.amount <= Decimal(40) for price in prices)


async def test_more_shows_others_than_those_shown(demo_index: ShopIndex) -> None:
    wish = understood(SEARCH, "mug")
    first = await gather(demo_index, wish)
    talk = Conversation(id="c", turns=[past(wish, first)])
    more = await gather(demo_index, understood(SEARCH, "mug", more=True), conversation=talk)
    assert set(more.product_ids()).isdisjoint(first.product_ids())


async def test_the_template_puts_what_is_in_stock_first(demo_index: ShopIndex) -> None:
    evidence = await gather(demo_index, understood(SEARCH, "tent"))
    named = [
        entry.product for entry in evidence.products if entry.product.title in evidence.fallback
    ]
    assert named
    assert named[0].in_stock


async def test_the_reply_is_in_the_shoppers_language(demo_index: ShopIndex) -> None:
    evidence = await gather(demo_index, understood(SEARCH, "tent", language="de"))
    assert "passen" in evidence.statement


async def test_words_of_another_language_that_find_nothing_are_no_proof_of_absence(
    demo_index: ShopIndex,
) -> None:
    evidence = await gather(demo_index, understood(SEARCH, "Surfbrett", language="de"))
    assert evidence.verdict is Verdict.TALK
    assert "nichts gefunden" in evidence.statement


async def test_a_size_that_no_listing_states_is_not_denied(demo_index: ShopIndex) -> None:
    wish = understood(SEARCH, "electric kettle", constraints={"size": "9"})
    evidence = await gather(demo_index, wish)
    assert "don't say which sizes" in evidence.statement
    assert evidence.products
    assert all(entry.fits for entry in evidence.products)
