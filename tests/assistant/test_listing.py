"""What a listing says about a question."""

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.listing import answers, plain, statements_of
from retrieval.product import Money, Product

KETTLE = Product(
    id="k",
    title="Stone Kettle",
    description="It whistles in two notes. The handle stays cool.",
    price=Money(amount="40.00", currency="USD"),
    attributes={"capacity": "1.7 qt", "weight": "2.1 lb", "induction": True},
)


def unrelated(texts: list[str]) -> NDArray[np.float32]:
    """Make every text a direction of its own: nothing is near to anything."""
    return np.eye(len(texts), dtype=np.float32)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("how heavy is it?", "2.1 lb"),
        ("what is the capacity?", "1.7 qt"),
        ("does the handle get hot?", "The handle stays cool."),
        ("does it work on induction", "yes"),
    ],
)
def test_the_statement_that_answers_is_found(question: str, answer: str) -> None:
    found = answers(question, KETTLE, unrelated)
    assert answer in [statement.value or statement.text for statement in found]


def test_a_price_question_is_answered_by_the_price_field() -> None:
    assert [each.field for each in answers("how much does it cost?", KETTLE, unrelated)] == [
        "price"
    ]


def test_what_the_listing_does_not_say_is_not_answered() -> None:
    assert answers("is it made in Portugal?", KETTLE, unrelated) == []


def test_the_words_of_its_own_name_answer_nothing() -> None:
    assert answers("is the stone kettle famous?", KETTLE, unrelated) == []


def test_every_attribute_is_a_statement() -> None:
    assert {each.attribute for each in statements_of(KETTLE)} >= {"capacity", "weight"}


@pytest.mark.parametrize(
    ("value", "text"), [(True, "yes"), (["S", "M"], "S, M"), (2.50, "2.5"), ("oak", "oak")]
)
def test_values_are_written_plainly(value: object, text: str) -> None:
    assert plain(value) == text
