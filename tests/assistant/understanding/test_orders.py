"""Order numbers, and numbers that are none."""

import pytest

from assistant.understanding.orders import read_order_ids


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("where is #W2611340?", ["#W2611340"]),
        ("order number is w2611340", ["#W2611340"]),
        ("cancel #W1111111 and #W2222222", ["#W1111111", "#W2222222"]),
        ("meine Bestellung 90045127", ["90045127"]),
        ("5541238890", ["5541238890"]),
    ],
)
def test_order_numbers_are_found(message: str, expected: list[str]) -> None:
    assert read_order_ids(message, about_orders=True) == expected


def test_a_plain_number_outside_talk_of_orders_is_none() -> None:
    assert read_order_ids("a power bank with 20000 mah", about_orders=False) == []
