"""Stems, numbers, and how far a negation reaches."""

import pytest

from assistant.grounding.words import as_number, is_neutral, read_words


def test_a_negation_reaches_over_a_list() -> None:
    words = read_words("We do not dispatch on Saturdays, Sundays or holidays.")
    assert {"saturday", "sunday", "holiday"} <= words.negated
    assert words.asserted == frozenset()


def test_a_negation_ends_with_its_clause() -> None:
    words = read_words("It is not insulated, and packs small.")
    assert words.negated == {"insul"}
    assert "small" in words.asserted


@pytest.mark.parametrize(
    ("token", "number"), [("3.50", "3.5"), ("thirty", "30"), ("1,299", "1299"), ("teak", None)]
)
def test_numbers_compare_in_one_spelling(token: str, number: str | None) -> None:
    assert as_number(token) == number


def test_a_figure_keeps_its_unit() -> None:
    assert ("14", "day") in read_words("within 14 days").figures


def test_praise_without_a_claim_is_neutral() -> None:
    assert is_neutral("good")
    assert not is_neutral("waterproof")
    assert not is_neutral("free")


@pytest.mark.timeout(10)
def test_a_long_list_without_an_or_is_read_at_once() -> None:
    departments = ", ".join(f"department-{'abcdefghij' * 2}{number}" for number in range(60))
    assert "depart" in "".join(read_words(f"We have {departments}, and more.").asserted)
