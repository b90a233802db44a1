"""Reads amounts of money and measured quantities out of text, in comparable form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_TO_TWELVE = ("zero", "one", "two", "three", "four", "five", "six",
              "seven", "eight", "nine", "ten", "eleven", "twelve")  # fmt: skip
_NUMBER_WORDS = {word: Decimal(value) for value, word in enumerate(_TO_TWELVE)}
_NUMBER = r"(?:\d+(?:[.,]\d+)*|\b(?:" + "|".join(_NUMBER_WORDS) + r")\b)"
_HALF = r"(?:\s+and\s+a\s+half)?"
_CURRENCIES = {
    "$": "USD", "usd": "USD", "dollar": "USD", "€": "EUR", "eur": "EUR", "euro": "EUR",
    "£": "GBP", "gbp": "GBP", "pound": "GBP",
}  # fmt: skip
_MONEY = re.compile(
    rf"(?P<before>[$€£]|\b(?:USD|EUR|GBP)\b)\s?(?P<first>\d+(?:[.,]\d+)*)"
    rf"|(?P<second>{_NUMBER})\s?(?P<after>[$€£]|(?:USD|EUR|GBP|dollars?|euros?|pounds?)\b)",
    re.I,
)
# Each unit as its dimension and its size in the dimension's base unit.
_UNITS: dict[str, tuple[str, str]] = {
    "l": ("volume", "1"), "litre": ("volume", "1"), "liter": ("volume", "1"),
    "ml": ("volume", "0.001"), "cl": ("volume", "0.01"),
    "kg": ("mass", "1"), "g": ("mass", "0.001"), "gram": ("mass", "0.001"),
    "kilogram": ("mass", "1"), "kilo": ("mass", "1"),
    "oz": ("ounce", "1"),
    "mm": ("length", "0.001"), "cm": ("length", "0.01"), "m": ("length", "1"),
    "metre": ("length", "1"), "meter": ("length", "1"),
    "inch": ("inch", "1"), "in": ("inch", "1"), '"': ("inch", "1"),
    "hour": ("time", "60"), "h": ("time", "60"), "hr": ("time", "60"),
    "minute": ("time", "1"), "min": ("time", "1"),
    "day": ("day", "1"), "business day": ("day", "1"), "working day": ("day", "1"),
    "week": ("day", "7"), "month": ("month", "1"), "year": ("month", "12"),
    "°c": ("celsius", "1"), "°": ("celsius", "1"), "watt": ("power", "1"), "w": ("power", "1"),
    "lumen": ("light", "1"), "lm": ("light", "1"), "mah": ("charge", "1"), "v": ("volt", "1"),
    "volt": ("volt", "1"), "hz": ("frequency", "1"), "gb": ("memory", "1"),
    "tb": ("memory", "1024"), "lb": ("mass", "0.4536"), "ft": ("feet", "1"), "qt": ("quart", "1"),
    "%": ("percent", "1"), "percent": ("percent", "1"), "point": ("point", "1"),
    "fill": ("fill", "1"), "piece": ("piece", "1"), "mp": ("pixels", "1"),
}  # fmt: skip
_QUANTITY = re.compile(
    rf"(?P<number>-?{_NUMBER}){_HALF}[\s-]?(?!in (?:our|the|this|that|all|total|stock)\b)(?P<unit>"
    + "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
    + r")(?:e?s)?(?![a-z])",
    re.I,
)


@dataclass(frozen=True)
class Money:
    """An amount as written; `start` and `end` are its place in the text."""

    value: Decimal
    currency: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Quantity:
    """A measure in its dimension's base unit, so that 1.5 l equals 1500 ml."""

    value: Decimal
    dimension: str
    start: int
    end: int
    text: str

    def same(self, other: "Quantity") -> bool:
        """Whether both measure the same."""
        return self.dimension == other.dimension and self.value == other.value


def read_money(text: str) -> list[Money]:
    """Return the amounts of money in a text.

    >>> [(m.value, m.currency) for m in read_money("$1,299.00, then 64 dollars or 12,50 €")]
    [(Decimal('1299.00'), 'USD'), (Decimal('64'), 'USD'), (Decimal('12.50'), 'EUR')]
    """
    return list(_read_money(text))


def _read_money(text: str) -> Iterator[Money]:
    for found in _MONEY.finditer(text):
        sign = (found["before"] or found["after"]).lower().rstrip("s")
        value = read_number(found["first"] or found["second"])
        yield Money(value, _CURRENCIES[sign], found.start(), found.end(), found.group())


def read_quantities(text: str) -> list[Quantity]:
    """Return the measured quantities in a text.

    >>> [(q.value, q.dimension) for q in read_quantities("1.8 litres, two-year warranty, -5 °C")]
    [(Decimal('1.8'), 'volume'), (Decimal('24'), 'month'), (Decimal('-5'), 'celsius')]
    >>> read_quantities("I count 5 in our shop")
    []
    """
    return list(_read_quantities(text))


def _read_quantities(text: str) -> Iterator[Quantity]:
    for found in _QUANTITY.finditer(text):
        dimension, size = _UNITS[found["unit"].lower()]
        number = read_number(found["number"])
        if "half" in found.group().lower():
            number += Decimal("0.5")
        value = number * Decimal(size)
        yield Quantity(value, dimension, found.start(), found.end(), found.group())


def read_number(text: str) -> Decimal:
    """Read digits in either convention, or a number word up to twelve.

    >>> read_number("10,000"), read_number("12,50"), read_number("1.299,00"), read_number("two")
    (Decimal('10000'), Decimal('12.50'), Decimal('1299.00'), Decimal('2'))
    """
    if text.lower() in _NUMBER_WORDS:
        return _NUMBER_WORDS[text.lower()]
    if re.search(r",\d{1,2}$", text):
        text = text.replace(".", "").replace(",", ".")
    return Decimal(text.replace(",", ""))


def bare_numbers(text: str) -> list[tuple[str, Decimal]]:
    """Return every number written in digits, as written and as a value.

    >>> bare_numbers("IPX7, 700-fill")
    [('7', Decimal('7')), ('700', Decimal('700'))]
    """
    found = re.findall(r"\d+(?:[.,]\d+)*", text)
    return [(number, read_number(number)) for number in found]
