"""Which numbers are prices, which are ratings, and which are neither."""

from decimal import Decimal

import pytest

from assistant.understanding.amounts import AmountReader, Bounds
from assistant.understanding.lexicon import load_lexicon
from assistant.understanding.tokens import tokenize


def read(message: str, language: str = "en") -> Bounds:
    return AmountReader(tokenize(message), load_lexicon(), language).read()


@pytest.mark.parametrize(
    ("message", "low", "high"),
    [
        ("under $100", None, "100"),
        ("no more than 45 dollars", None, "45"),
        ("50 bucks or less", None, "50"),
        ("about 150 bucks tops", None, "150"),
        ("my budget is around 80", None, "80"),
        ("over $1,299.50", "1299.50", None),
        ("$60 and up", "60", None),
        ("between 40 and 90", "40", "90"),
        ("$60 to $120", "60", "120"),
        ("from 20 to 30 euros", "20", "30"),
        ("two hundred and fifty dollars max", None, "250"),
        ("less than 2k", None, "2000"),
        ("around $50", "40", "60"),
        ("a $30 lamp", None, "30"),
    ],
)
def test_a_bound_on_the_price_is_read(message: str, low: str | None, high: str | None) -> None:
    bounds = read(message)
    assert bounds.price_min == (None if low is None else Decimal(low))
    assert bounds.price_max == (None if high is None else Decimal(high))


@pytest.mark.parametrize(
    "message",
    [
        "a 13 inch laptop sleeve",
        "sony wh-1000xm4",
        "size 9 boots",
        "tent for 4 people",
        "set of 6 mugs",
        "a 7 year old",
        "20000mah power bank",
        "usb 3 hub",
    ],
)
def test_a_number_that_measures_or_names_is_no_price(message: str) -> None:
    bounds = read(message)
    assert (bounds.price_min, bounds.price_max) == (None, None)


@pytest.mark.parametrize(
    ("message", "rating"),
    [
        ("rated 4.5 or better", 4.5),
        ("at least 4 stars", 4.0),
        ("4 star reviews", 4.0),
        ("4+ stars", 4.0),
        ("with a rating of 3.5 and up", 3.5),
    ],
)
def test_a_rating_is_no_price(message: str, rating: float) -> None:
    bounds = read(message)
    assert bounds.rating_min == rating
    assert bounds.price_max is None


@pytest.mark.parametrize(
    ("message", "language", "high"),
    [
        ("unter 100 Euro", "de", "100"),
        ("por menos de 50 dólares", "es", "50"),
        ("à moins de 90 euros", "fr", "90"),
        ("200元以下", "zh", "200"),
        ("höchstens 1.299 €", "de", "1299"),
    ],
)
def test_prices_are_read_in_other_languages(message: str, language: str, high: str) -> None:
    assert read(message, language).price_max == Decimal(high)
