from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.orders.errors import DeskError
from assistant.orders.money import calculate, round_money, show_money

CENTS = st.integers(min_value=0, max_value=10**9).map(lambda cents: Decimal(cents) / 100)


@given(st.lists(CENTS, min_size=1, max_size=12))
def test_a_sum_of_amounts_is_exact(amounts: list[Decimal]) -> None:
    expression = " + ".join(str(amount) for amount in amounts)
    assert Decimal(calculate(expression)) == sum(amounts)


@given(CENTS)
def test_an_amount_in_cents_is_not_changed_by_rounding(amount: Decimal) -> None:
    assert round_money(amount) == amount


@pytest.mark.parametrize(
    "expression",
    ["", "1/0", "2**999", "9//2", "__import__('os')", "(" * 150, "1" * 300, "1 1", "1e9", "()"],
)
def test_what_is_not_a_sum_is_refused(expression: str) -> None:
    with pytest.raises(DeskError):
        calculate(expression)


def test_amounts_are_written_in_their_currency() -> None:
    assert show_money(Decimal("10.5"), "JPY") == "¥11"
    assert show_money(Decimal("10.5"), "EUR", "de").replace("\xa0", " ") == "10,50 €"
