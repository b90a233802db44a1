"""Prices and sale periods as feeds write them, on both sides of the ocean."""

import re
from datetime import UTC, datetime, timedelta

from babel.numbers import get_currency_precision

from retrieval.product import Money

_CURRENCY = r"[A-Za-z]{3}|[€£$]"
_PRICE = re.compile(rf"({_CURRENCY})?\s*([\d.,][\d.,'’\s]*?)\s*({_CURRENCY})?")
_SYMBOLS = {"€": "EUR", "£": "GBP"}
_SPACES = re.compile(r"[\s'’]")
_NUMBER = re.compile(r"\d+(?:\.\d*)?|\.\d+|\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d*)?")
_SWAPPED = str.maketrans(".,", ",.")
_USUAL_CURRENCY: str = Money.model_fields["currency"].default
_MOST_DECIMALS = 4


def utc_now() -> datetime:
    """Return the time now: the clock of everything but tests."""
    return datetime.now(UTC)


def price(text: str, currency: str | None = None, decimal: str | None = None) -> dict[str, str]:
    """Return the amount and the currency that a text names, in the layout of `Money`.

    A text of "19.99" alone, or with a bare `$`, is in the feed's currency.

    >>> price("19.99 USD"), price("1.299,00 €")
    ({'amount': '19.99', 'currency': 'USD'}, {'amount': '1299.00', 'currency': 'EUR'})

    Args:
        text: The price, with a code or symbol of its currency on either side, or without.
        currency: The feed's currency (ISO 4217); by default that of `Money`.
        decimal: What the feed writes before the cents, "." or ","; by default it is worked out.

    Raises:
        ValueError: The text is no price, or may be read as two different ones.
    """
    match = _PRICE.fullmatch(text.strip())
    if not match or (match[1] and match[3]):
        raise ValueError(f"{text!r} is not a price")
    named = match[1] or match[3] or "$"
    own = currency or _USUAL_CURRENCY
    code = own if named == "$" else _SYMBOLS.get(named, named.upper())
    return {"amount": number(match[2], decimal, get_currency_precision(code)), "currency": code}


def number(text: str, decimal: str | None = None, decimals: int = 2) -> str:
    """Return a number in plain digits with a decimal point.

    >>> [number(text) for text in ["1,299.5", "1 299,50", "1.299.000", "1,299", "4,5"]]
    ['1299.5', '1299.50', '1299000', '1299', '4.5']

    Args:
        text: The number, its thousands parted by comma, point, space or apostrophe, or not at all.
        decimal: The decimal sign; by default it is worked out.
        decimals: How many digits are usual after it.

    Raises:
        ValueError: The text is no number, or may be read as two different ones.
    """
    plain = _SPACES.sub("", text)
    if (decimal or _decimal_sign(plain, decimals)) == ",":
        plain = plain.translate(_SWAPPED)
    if not _NUMBER.fullmatch(plain):
        raise ValueError(f"{text!r} is not a number")
    whole, point, fraction = plain.replace(",", "").partition(".")
    if len(fraction) > _MOST_DECIMALS:  # shop systems print 19.99 as 19.990000
        fraction = fraction.rstrip("0")
    return f"{whole or '0'}{point if fraction else ''}{fraction}"


def small_number(text: str) -> str:
    """Return a number below a thousand, such as a rating: its one sign is the decimal sign.

    >>> small_number("4.667"), small_number("4,667")
    ('4.667', '4.667')

    Raises:
        ValueError: The text is no number.
    """
    return number(text, "," if "," in text else ".")


def _decimal_sign(plain: str, decimals: int) -> str:
    """Tell the decimal sign of a number: the later of two, and one that comes once.

    One point or comma before three digits parts thousands in some countries and decimals in
    others. The comma is never the decimal sign in what programs write; for a point nobody knows.
    """
    if "," in plain and "." in plain:
        return max(",.", key=plain.rfind)
    sign, other = (",", ".") if "," in plain else (".", ",")
    if plain.count(sign) > 1:
        return other
    whole, _, fraction = plain.partition(sign)
    if len(fraction) != 3 or not 1 <= len(whole) <= 3 or whole.startswith("0"):
        return sign
    if decimals == 0 or (sign == "," and decimals < 3):
        return other
    if decimals == 3 and sign == ".":
        return sign
    raise ValueError(
        f"{plain!r} may be {whole}.{fraction} or {whole}{fraction}: write {whole}{fraction}.00"
    )


def in_period(period: str, now: datetime) -> bool:
    """Tell whether a moment lies within `START/END`, both in ISO 8601; a bare date is all day.

    >>> in_period("2026-03-01T13:00-0800/2026-03-11", datetime(2026, 3, 11, 20, tzinfo=UTC))
    True

    Raises:
        ValueError: The text is not two moments with a slash between them.
    """
    start, _, end = (part.strip() for part in period.partition("/"))
    try:
        begins, ends = _moment(start), _moment(end)
    except ValueError as error:
        raise ValueError(f"{period!r} is not a period START/END in ISO 8601") from error
    if "T" not in end and " " not in end:
        ends += timedelta(days=1)
    return begins <= now < ends


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
