from datetime import UTC, datetime
from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from retrieval.feeds.prices import in_period, number, price
from retrieval.product import Money


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("19.99 USD", "19.99 USD"),
        ("USD 19.99", "19.99 USD"),
        ("usd19.99", "19.99 USD"),
        ("1.299,00 EUR", "1299.00 EUR"),
        ("1,299.00 EUR", "1299.00 EUR"),
        ("1 299,00 €", "1299.00 EUR"),
        ("1'299.50 CHF", "1299.50 CHF"),
        ("1,299 USD", "1299 USD"),
        ("1.299.000 IDR", "1299000 IDR"),
        ("1.299 CLP", "1299 CLP"),
        ("1.299 KWD", "1.299 KWD"),
        ("0.125 USD", "0.125 USD"),
        ("1299.500 USD", "1299.500 USD"),
        ("19.990000 EUR", "19.99 EUR"),
        ("12,5 EUR", "12.5 EUR"),
        ("£5", "5 GBP"),
        (".99 USD", "0.99 USD"),
        ("1,00,000 INR", "100000 INR"),
        ("19.99", "19.99 CAD"),
        ("$19.99", "19.99 CAD"),
    ],
)
def test_a_price_is_read_as_people_mean_it(text: str, expected: str) -> None:
    read = price(text, currency="CAD")
    assert f"{read['amount']} {read['currency']}" == expected


@pytest.mark.parametrize(
    "text", ["", "free", "-5 USD", "19.99 DOLLARS", "USD 5 EUR", "1,2,3 USD", "1.2.3", "5 - 10 EUR"]
)
def test_what_is_no_price_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a"):
        price(text)


@pytest.mark.parametrize("text", ["1.299 EUR", "12.990 USD", "1,299 KWD"])
def test_a_price_that_may_mean_two_amounts_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"may be .* or .*: write"):
        price(text)


def test_a_feed_can_say_what_it_writes_before_the_cents() -> None:
    assert price("1.299", "EUR", decimal=",")["amount"] == "1299"
    assert price("1.299", "EUR", decimal=".")["amount"] == "1.299"


def test_a_price_without_a_currency_is_in_that_of_the_project() -> None:
    assert Money.model_validate(price("5")) == Money(amount=Decimal(5))


@given(
    amount=st.decimals(0, 10**9, places=2),
    locale=st.sampled_from(["en", "de", "fr", "de_CH", "en_IN", "sv", "pt_BR"]),
)
def test_an_amount_is_read_back_from_the_way_a_country_writes_it(
    amount: Decimal, locale: str
) -> None:
    written = format_decimal(amount, format="#,##0.00", locale=locale)
    assert Decimal(number(written)) == amount


@pytest.mark.parametrize(
    ("period", "at", "expected"),
    [
        ("2026-11-01T00:00+0100/2026-11-30T23:59+0100", "2026-10-31T22:59+00:00", False),
        ("2026-11-01T00:00+0100/2026-11-30T23:59+0100", "2026-10-31T23:00+00:00", True),
        ("2026-11-01T00:00Z/2026-11-02T00:00Z", "2026-11-02T00:00+00:00", False),
        ("2026-11-01/2026-11-30", "2026-11-30T23:59+00:00", True),
        ("2026-11-01 / 2026-11-30", "2026-12-01T00:00+00:00", False),
    ],
)
def test_a_sale_holds_from_its_start_to_its_end(period: str, at: str, expected: bool) -> None:
    assert in_period(period, datetime.fromisoformat(at)) is expected


@pytest.mark.parametrize("period", ["", "all November", "2026-11-01", "2026-11-01/soon"])
def test_what_is_no_period_is_refused(period: str) -> None:
    with pytest.raises(ValueError, match="is not a period"):
        in_period(period, datetime(2026, 11, 15, tzinfo=UTC))
