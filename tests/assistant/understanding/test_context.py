"""How a message changes the wish that the conversation is about."""

from decimal import Decimal

import pytest

from assistant.state import (
    Conversation,
    Evidence,
    Intent,
    Turn,
    Understanding,
    Verdict,
)
from assistant.understanding.context import merged, refines, settled
from retrieval.filters import Constraints
from tests.assistant.understanding.shop import product, wish_of

FOCUS = Understanding(
    intent=Intent.PRODUCT_SEARCH,
    confidence=1,
    query="navy rain jacket",
    constraints=Constraints(color="navy", category="Rain jackets", price_max=Decimal(100)),
)
SHOWN = [product("a", "Rain jacket", "80"), product("b", "Rain coat", "95")]


def talk(last: Intent | None = None, focus: Understanding | None = FOCUS) -> Conversation:
    """Return a conversation about rain jackets, whose last turn had that intent."""
    turns = []
    if last:
        said = Understanding(intent=last, confidence=1)
        evidence = Evidence(verdict=Verdict.TALK, statement="")
        turns = [Turn(message="?", understanding=said, evidence=evidence)]
    return Conversation(id="c", focus=focus, turns=turns)


def after(message: str) -> tuple[str, dict[str, object]]:
    wish = wish_of(message)
    assert refines(wish, talk())
    query, constraints = merged(wish, FOCUS, SHOWN)
    return query, constraints.given()


def test_another_colour_replaces_the_old_one() -> None:
    query, constraints = after("actually in red")
    assert constraints["color"] == "red"
    assert set(query.split()) == {"red", "rain", "jacket"}


def test_cheaper_means_below_everything_shown() -> None:
    _, constraints = after("cheaper ones?")
    assert constraints["price_max"] == Decimal("79.99")
    assert constraints["color"] == "navy"


def test_pricier_lifts_the_old_limit() -> None:
    _, constraints = after("something more expensive")
    assert constraints["price_min"] == Decimal("95.01")


def test_what_no_longer_matters_goes() -> None:
    _, constraints = after("any colour")
    assert "color" not in constraints
    assert constraints["price_max"] == Decimal(100)


def test_a_lower_bound_stands_beside_the_old_upper_one() -> None:
    _, constraints = after("over 50")
    assert (constraints["price_min"], constraints["price_max"]) == (Decimal(50), Decimal(100))


def test_a_bound_that_contradicts_the_old_one_replaces_it() -> None:
    _, constraints = after("over $150")
    assert constraints["price_min"] == Decimal(150)
    assert "price_max" not in constraints


def test_what_is_excluded_is_no_longer_wished_for() -> None:
    _, constraints = after("not navy")
    assert "color" not in constraints
    assert constraints["exclude"] == ["navy"]


def test_a_purpose_is_added_to_the_query() -> None:
    query, constraints = after("what about for kids?")
    assert "kids" in query
    assert "jacket" in query
    assert constraints["category"] == "Rain jackets"


def test_a_new_thing_is_a_new_wish() -> None:
    assert not refines(wish_of("now show me kettles"), talk())


def test_the_first_message_refines_nothing() -> None:
    assert not refines(wish_of("in red"), talk(focus=None))


def test_a_bare_order_number_goes_on_with_what_was_asked() -> None:
    number = ["#W2611340"]
    wish = wish_of("it's #W2611340")
    asked = talk(Intent.ORDER_CANCEL)
    found = settled(Intent.OUT_OF_SCOPE, wish, number, "it's #W2611340", asked)
    assert found is Intent.ORDER_CANCEL
    assert settled(Intent.CART, wish, number, "#W2611340", talk()) is Intent.ORDER_STATUS


def test_a_bare_colour_goes_on_with_the_search() -> None:
    message = "red"
    found = settled(Intent.OUT_OF_SCOPE, wish_of(message), [], message, talk())
    assert found is Intent.PRODUCT_SEARCH


def test_and_to_canada_goes_on_with_the_question_about_delivery() -> None:
    message = "and to canada?"
    asked = talk(Intent.POLICY_QUESTION, focus=None)
    found = settled(Intent.OUT_OF_SCOPE, wish_of(message), [], message, asked)
    assert found is Intent.POLICY_QUESTION


def test_a_limit_after_asking_for_advice_stays_advice() -> None:
    focus = FOCUS.model_copy(update={"intent": Intent.RECOMMEND})
    message = "under $40"
    found = settled(Intent.PRODUCT_SEARCH, wish_of(message), [], message, talk(focus=focus))
    assert found is Intent.RECOMMEND


def test_whether_it_could_go_back_if_it_does_not_fit_is_a_question_of_policy() -> None:
    message = "can I return it if it doesn't fit?"
    asked = settled(Intent.RETURN_EXCHANGE, wish_of(message), [], message, talk(focus=None))
    assert asked is Intent.POLICY_QUESTION
    meant = "it doesn't fit, I want to return it"
    assert (
        settled(Intent.RETURN_EXCHANGE, wish_of(meant), [], meant, talk(focus=None))
        is Intent.RETURN_EXCHANGE
    )


def test_a_supposition_about_an_order_in_talk_stays_with_the_order() -> None:
    message = "and can I return it if it doesn't fit?"
    asked = talk(last=Intent.ORDER_STATUS, focus=None)
    found = settled(Intent.RETURN_EXCHANGE, wish_of(message), [], message, asked)
    assert found is Intent.RETURN_EXCHANGE


@pytest.mark.parametrize("intent", [Intent.OUT_OF_SCOPE, Intent.PRODUCT_SEARCH])
def test_a_message_with_an_order_number_is_about_that_order(intent: Intent) -> None:
    message = "where's #W2338009"
    found = settled(intent, wish_of(message), ["#W2338009"], message, talk(focus=None))
    assert found is Intent.ORDER_STATUS


def test_a_polite_if_possible_supposes_nothing() -> None:
    message = "if possible I'd like to return my shoes"
    found = settled(Intent.RETURN_EXCHANGE, wish_of(message), [], message, talk(focus=None))
    assert found is Intent.RETURN_EXCHANGE


def test_an_order_with_a_street_address_is_to_be_redirected() -> None:
    message = "can you ship my order to 3 Oak Lane, Portland, ME 04103?"
    found = settled(Intent.POLICY_QUESTION, wish_of(message), [], message, talk(focus=None))
    assert found is Intent.ORDER_CHANGE
