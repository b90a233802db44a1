"""What one message says by itself: constraints, and the words that name the thing."""

from decimal import Decimal

import pytest

from assistant.understanding.lexicon import load_lexicon
from assistant.understanding.terms import Terms
from assistant.understanding.wishes import WishReader
from tests.assistant.understanding.shop import Words, given, wish_of


def test_a_wish_is_taken_apart() -> None:
    wish = wish_of("I'm looking for a navy rain jacket by Tarnfell under $100, in stock")
    assert wish.constraints.given() == {
        "price_max": Decimal(100),
        "brand": "Tarnfell",
        "category": "Rain jackets",
        "color": "navy",
        "in_stock": True,
    }
    assert wish.thing == ["rain", "jacket"]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("headphones without a cord", {"category": "Headphones", "exclude": ["cord"]}),
        ("a bag, not leather", {"exclude": ["leather"]}),
        ("kettles but nothing by Pocketful", {"category": "Kettles", "exclude": ["pocketful"]}),
        ("tents that aren't red or navy", {"category": "Tents", "exclude": ["red", "navy"]}),
        ("anything but Sony headphones", {"category": "Headphones", "exclude": ["sony"]}),
        ("anything but Nike headphones", {"category": "Headphones", "exclude": ["nike"]}),
        ("headphones except in-ear ones", {"category": "Headphones", "exclude": ["in ear"]}),
    ],
)
def test_what_is_not_wanted_is_excluded(message: str, expected: dict[str, object]) -> None:
    assert given(message) == expected


@pytest.mark.parametrize(
    "message",
    ["that's not too expensive", "no thanks", "I'm not sure", "no problem", "not working"],
)
def test_a_plain_no_excludes_nothing(message: str) -> None:
    assert "exclude" not in given(message)


@pytest.mark.parametrize(
    "message", ["orange juice", "a bag for an orange cat's owner who likes black tea"]
)
def test_a_colour_in_the_name_of_a_thing_is_no_wish(message: str) -> None:
    assert given(message).get("color") in (None, "orange")
    assert given("orange juice") == {}


def test_two_colours_to_choose_from_are_no_single_constraint() -> None:
    wish = wish_of("a red or navy kettle")
    assert "color" not in wish.constraints.given()
    assert {"red", "navy"} <= set(wish.query.split())


def test_a_typo_in_a_brand_or_category_is_forgiven() -> None:
    assert given("tarnfel headphnes") == {"brand": "Tarnfell", "category": "Headphones"}


def test_a_category_that_others_end_in_narrows_nothing() -> None:
    assert "category" not in given("a leather bag")


@pytest.mark.parametrize("message", ["a lamp for the kettle", "a cover for my tents"])
def test_what_a_thing_is_for_is_not_the_thing(message: str) -> None:
    assert "category" not in given(message)


def test_what_an_excluded_material_is_of_is_no_wish() -> None:
    wish = wish_of("a watch without a leather strap")
    assert (wish.query, wish.constraints.exclude) == ("watch", ["leather"])


def test_a_thing_behind_what_is_excluded_stays_the_thing_where_no_other_is_named() -> None:
    wish = wish_of("anything but Nike boots")
    assert (wish.query, wish.constraints.exclude) == ("boots", ["nike"])


def test_a_thing_of_its_own_is_no_slip_for_a_word_of_the_shop() -> None:
    assert "category" not in given("a kettlebell, trousers and bugs")


@pytest.mark.parametrize(
    ("message", "size"),
    [
        ("boots size 9", "9"),
        ("in size m", "M"),
        ("an XL jacket", "xl"),
        ("a jacket size medium", "M"),
        ("a kettle in size extra large", "XL"),
        ("13 inch laptop sleeve", "13 in"),
        ('13" laptop sleeve', "13 in"),
        ("13-inch laptop sleeve", "13 in"),
        ("1TB hard drive", "1 tb"),
        ("hard drive with 1 TB", "1 tb"),
        ("2m cable", "2 m"),
        ("1 litre bottle", "1 l"),
        ("a 5 x 7 ft rug", "5 x 7 ft"),
    ],
)
def test_a_size_is_read_and_leaves_the_thing(message: str, size: str) -> None:
    wish = wish_of(message)
    assert wish.constraints.size == size
    assert not any(map(str.isdigit, wish.query))


@pytest.mark.parametrize(
    "message",
    [
        "5 in black",
        "queen size duvet",
        "what size is it",
        "A4 paper",
        "one size fits all",
        "my size",
    ],
)
def test_what_only_looks_like_a_size_is_none(message: str) -> None:
    assert "size" not in given(message)


def test_a_number_in_a_name_stays_whole() -> None:
    assert wish_of("a4 paper").query == "a4 paper"


def test_what_no_longer_matters_is_dropped() -> None:
    assert wish_of("any colour, and the price doesn't matter").dropped == {"color", "price"}


@pytest.mark.parametrize(
    ("message", "step"),
    [
        ("do you have cheaper ones?", "cheaper"),
        ("something more expensive", "pricier"),
        ("show me bigger ones", "bigger"),
        ("show me more", "more_of_same"),
    ],
)
def test_a_step_from_what_was_shown_is_read(message: str, step: str) -> None:
    assert step in wish_of(message).steps


@pytest.mark.parametrize(
    "message", ["what about for the garden?", "for 4 people", "with a hood", "and for my dog?"]
)
def test_a_message_that_opens_with_a_purpose_names_no_new_thing(message: str) -> None:
    assert wish_of(message).thing == []
    assert wish_of(message).query


def test_asking_for_a_fact_or_for_advice_names_no_thing() -> None:
    assert wish_of("the cheapest one?").thing == []
    assert wish_of("what's the cheapest tent?").subject == "tent"
    assert wish_of("can you recommend a tent for my dad, he loves hiking?").subject.startswith(
        "tent"
    )


def test_signs_and_emoji_alone_say_nothing() -> None:
    for message in ("", "???", "🙂🙂", "--- /// ..."):
        wish = wish_of(message)
        assert (wish.query, wish.constraints.given()) == ("", {})


def test_a_very_long_message_is_read_quickly_and_without_harm() -> None:
    assert given("red kettle under $50 " + "really " * 1500)["price_max"] == Decimal(50)


@pytest.mark.parametrize(
    ("message", "query"),
    [
        ("waterproof boots for my kid", "kids waterproof boots"),
        ("a sled for our little girl", "kids sled"),
        ("a hat for a newborn", "baby hat"),
        ("a knife for my dad", "knife for my dad"),
    ],
)
def test_whom_it_is_for_is_said_as_a_shop_does(message: str, query: str) -> None:
    assert wish_of(message).query == query


def test_a_gift_for_a_child_is_looked_for_among_what_is_for_kids() -> None:
    wish = wish_of("a gift for my son")
    assert (wish.subject, wish.thing) == ("kids", [])


def test_a_letter_too_many_is_put_right_even_where_that_may_be_a_word() -> None:
    terms = Terms(Words(), load_lexicon(), is_word=lambda _: True)
    wish = WishReader("kettlle", terms, load_lexicon()).read()
    assert (wish.query, wish.constraints.category) == ("kettle", "Kettles")
