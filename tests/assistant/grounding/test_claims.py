"""What a sentence is read to claim."""

from decimal import Decimal

import pytest

from assistant.grounding.claims import read_amounts, read_claims


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("It costs $49.90.", ["49.90"]),
        ("from €1.299,00 down to 999,50 €", ["1299.00", "999.50"]),
        ("25 bucks or 30 dollars", ["25", "30"]),
        ("a 13.3 inch screen", []),
    ],
)
def test_amounts_of_money_are_read(text: str, amounts: list[str]) -> None:
    assert read_amounts(text) == [Decimal(amount) for amount in amounts]


@pytest.mark.parametrize(
    "sentence", ["It is in stock.", "[P1] is available.", "Only 3 left in stock."]
)
def test_availability_is_a_claim(sentence: str) -> None:
    assert read_claims(sentence).says_in_stock


@pytest.mark.parametrize(
    "sentence", ["It is sold out.", "[P1] is not in stock.", "[P1] is currently out of stock."]
)
def test_so_is_that_it_cannot_be_had(sentence: str) -> None:
    claims = read_claims(sentence)
    assert claims.says_sold_out
    assert not claims.says_in_stock


@pytest.mark.parametrize(
    "sentence",
    [
        "We don't carry tents.",
        "I couldn't find anything.",
        "There are no tents here.",
        "Unfortunately not.",
    ],
)
def test_absence_is_a_claim(sentence: str) -> None:
    assert read_claims(sentence).says_absent


def test_what_a_product_lacks_is_no_absence_from_the_shop() -> None:
    assert read_claims("[P1] does not have a hood.").names_products
    assert read_claims("It does not have a hood.").names_products
    assert not read_claims("We do not have any hoods.").names_products


def test_how_many_are_left_is_a_claim() -> None:
    assert read_claims("Only one left.").left == {1}
    assert read_claims("There are 5 of [P2] in stock.").left == {5}


def test_each_clause_keeps_its_own_negation() -> None:
    clauses = read_claims("It is waterproof but not insulated.").clauses
    said, denied = (each for each in clauses if each.asserted or each.negated)
    assert said.asserted == {"waterproof"}
    assert denied.negated == {"insul"}
