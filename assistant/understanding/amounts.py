"""Prices and ratings in a message: a small grammar over marked words.

    price   = between amount and amount | (at_most | at_least | about) amount
            | amount (or_less | or_more) | amount and amount | amount
    amount  = [currency] number [k] [currency]       and no unit behind it
    rating  = [at_least] number [or_more] stars [or_more] | rated [at_least] number

An amount without a currency is a price only where a mark says so; one beside a unit, a size word
or a model's name never is.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from babel.numbers import NumberFormatError, parse_decimal

from assistant.understanding.lexicon import Lexicon
from assistant.understanding.tokens import Token

_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_SPREAD = Decimal("0.2")
"""How far "around 40" reaches to either side."""
_TOP_RATING = 5


@dataclass(frozen=True)
class Amount:
    """A number as written, which may be money."""

    value: Decimal
    end: int
    currency: bool
    roughly: bool = False


@dataclass
class Bounds:
    """What a message says of price and rating, and the tokens that say it."""

    price_min: Decimal | None = None
    price_max: Decimal | None = None
    rating_min: float | None = None
    used: set[int] = field(default_factory=set)


class AmountReader:
    """Reads the bounds out of one message."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon, language: str = "en") -> None:
        self._tokens = tokens
        self._lexicon = lexicon
        self._language = language

    def read(self) -> Bounds:
        """Return every bound that the message states; the last word on a bound counts."""
        bounds = Bounds()
        place = 0
        while place < len(self._tokens):
            end = self._rating(place, bounds) or self._price(place, bounds)
            if end is not None:
                bounds.used.update(range(place, end))
            place = end or place + 1
        return bounds

    def _end(self, place: int | None, mark: str) -> int | None:
        return None if place is None else self._lexicon.end(self._tokens, place, mark)

    def _skip(self, place: int, mark: str) -> int:
        return self._end(place, mark) or place

    def _price(self, place: int, bounds: Bounds) -> int | None:
        return (
            self._between(place, bounds)
            or self._one_sided(place, bounds)
            or self._bare(place, bounds)
        )

    def _between(self, place: int, bounds: Bounds) -> int | None:
        opening = self._end(place, "between") or self._end(place, "at_least")
        low = self._amount(opening if opening is not None else place, in_range=True)
        joined = self._end(low.end, "and") if low else None
        high = self._amount(joined) if joined is not None else None
        if low is None or high is None or high.value < low.value:
            return None
        if opening is None and not (low.currency or high.currency):
            return None
        bounds.price_min, bounds.price_max = low.value, high.value
        return high.end

    def _one_sided(self, place: int, bounds: Bounds) -> int | None:
        for mark in ("at_most", "at_least", "about"):
            opening = self._end(place, mark)
            amount = self._amount(self._skip(opening, "about")) if opening is not None else None
            if amount is None or (mark == "about" and not self._priced(amount)):
                continue
            return self._close(mark, amount, bounds)
        return None

    def _close(self, mark: str, amount: Amount, bounds: Bounds) -> int:
        """Set the bound of a marked amount; "about 150 tops" is a bound, not a region."""
        if mark != "at_least" and (closing := self._end(amount.end, "or_less")):
            self._set(bounds, "at_most", amount.value)
            return closing
        closing = self._end(amount.end, "or_more") if mark == "at_least" else None
        self._set(bounds, mark, amount.value)
        return closing or amount.end

    def _bare(self, place: int, bounds: Bounds) -> int | None:
        amount = self._amount(place)
        if amount is None:
            return None
        for mark, side in (("or_less", "at_most"), ("or_more", "at_least")):
            closing = self._end(amount.end, mark)
            if closing is not None:
                self._set(bounds, side, amount.value)
                return closing
        if not amount.currency:
            return None
        self._set(bounds, "about" if amount.roughly else "at_most", amount.value)
        return amount.end

    def _set(self, bounds: Bounds, mark: str, value: Decimal) -> None:
        if mark == "at_most":
            bounds.price_max = value
        elif mark == "at_least":
            bounds.price_min = value
        else:
            bounds.price_min = (value * (1 - _SPREAD)).normalize()
            bounds.price_max = (value * (1 + _SPREAD)).normalize()

    def _priced(self, amount: Amount) -> bool:
        """Whether "around 40" is money: it says so, or nothing else follows it."""
        return amount.currency or amount.end >= len(self._tokens)

    def _amount(self, place: int | None, in_range: bool = False) -> Amount | None:
        if place is None:
            return None
        before = self._end(place, "currency")
        if before is None and self._belongs_to_a_name(place):
            return None
        number = self._number(before if before is not None else place)
        if number is None:
            return None
        value, end = number
        roughly = end < len(self._tokens) and self._tokens[end].folded == "ish"
        end += roughly
        thousand = end < len(self._tokens) and self._tokens[end].folded == "k"
        if thousand and self._tokens[end].glued:
            value, end = value * 1000, end + 1
        after = self._end(end, "currency")
        if before is None and after is None and self._measures(end, in_range):
            return None
        currency = before is not None or after is not None
        return Amount(value, after or end, currency, roughly)

    def _belongs_to_a_name(self, place: int) -> bool:
        """Whether the number is part of a model's name or a size: "wh-1000", "size 9"."""
        tokens = self._tokens
        if not 0 < place < len(tokens):
            return False
        previous = tokens[place - 1]
        if tokens[place].glued and (previous.kind == "word" or previous.text in "-/#."):
            hyphened = previous.text == "-" and place > 1 and tokens[place - 2].kind == "number"
            return not hyphened
        marks = ("size", "numbered")
        return any(
            self._end(start, mark) == place
            for mark in marks
            for start in range(max(0, place - 2), place)
        )

    def _measures(self, end: int, in_range: bool) -> bool:
        """Whether a unit stands behind the number, or letters that make it a name."""
        if end < len(self._tokens) and self._tokens[end].text == "-":
            if self._end(end + 1, "unit") is not None:
                return True
            glued_word = end + 1 < len(self._tokens) and self._tokens[end + 1].kind == "word"
            return glued_word and self._tokens[end].glued and not in_range
        if self._end(end, "unit") is not None:
            # "50 or less in black": "in" is a unit of length only when it touches the number.
            return self._tokens[end].folded != "in" or self._tokens[end].glued
        following = self._tokens[end] if end < len(self._tokens) else None
        return following is not None and following.glued and following.kind == "word"

    def _number(self, place: int) -> tuple[Decimal, int] | None:
        if place >= len(self._tokens):
            return None
        token = self._tokens[place]
        if token.kind == "number":
            value = read_number(token.text, self._language)
            return None if value is None else (value, place + 1)
        return self._numeral(place)

    def _numeral(self, place: int) -> tuple[Decimal, int] | None:
        """Read a number in words: tens and ones add, "hundred" and "thousand" multiply."""
        total = current = 0
        end = place
        while end < len(self._tokens):
            value = self._lexicon.numerals.get(self._tokens[end].folded)
            if value is None:
                tail = self._tail(end) if current >= 100 else None
                return (
                    (Decimal(total + current) + tail[0], tail[1])
                    if tail
                    else _some(total + current, place, end)
                )
            if value >= 100 or (value == 10 and self._tokens[end].kind == "cjk"):
                current = max(current, 1) * value
                total, current = (total + current, 0) if value >= 1000 else (total, current)
            else:
                current += value
            end += 1
        return _some(total + current, place, end)

    def _tail(self, place: int) -> tuple[Decimal, int] | None:
        """Read the "and fifty" of "two hundred and fifty"."""
        if self._tokens[place].folded != "and":
            return None
        tail = self._numeral(place + 1)
        return tail if tail and tail[0] < 100 else None

    def _rating(self, place: int, bounds: Bounds) -> int | None:
        rated = self._skip(place, "rated")
        opening = self._skip(rated, "at_least")
        number = self._number(opening)
        if number is None or number[0] > _TOP_RATING:
            return None
        closing = self._skip(number[1], "or_more")
        hyphen = closing < len(self._tokens) and self._tokens[closing].text == "-"
        stars = self._end(closing + hyphen, "stars")
        if stars is None and rated == place:
            return None
        bounds.rating_min = float(number[0])
        return self._skip(stars or closing, "or_more")


def _some(value: int, place: int, end: int) -> tuple[Decimal, int] | None:
    return (Decimal(value), end) if end > place else None


def read_number(text: str, language: str = "en") -> Decimal | None:
    """Read digits as the language writes them, or as others do where that fails.

    >>> read_number("1,299.50"), read_number("19,99"), read_number("1.299", "de")
    (Decimal('1299.50'), Decimal('19.99'), Decimal('1299'))
    """
    if _GROUPED.fullmatch(text):
        return Decimal(re.sub(r"[.,]", "", text))
    for locale in (language, "en", "de"):
        try:
            return parse_decimal(text, locale=locale, strict=True)
        except NumberFormatError:
            continue
    return None
