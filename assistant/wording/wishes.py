"""Says a shopper's constraints in the words of a language: "in black", "under $100"."""

import re
from collections.abc import Callable
from decimal import Decimal

from retrieval.filters import Constraints
from retrieval.money import format_money
from retrieval.product import Money

_NO_CENTS = re.compile(r"[.,]00(?!\d)")

Say = Callable[..., str]
"""Fills a template sentence: `say(key, **slots)`."""


def wish_phrases(
    wish: Constraints, say: Say, language: str = "en", currency: str = "USD"
) -> list[str]:
    """Return a phrase for each constraint but the category, which the products' names show.

    Args:
        wish: What was given.
        say: The template sentences of the language.
        language: ISO 639-1, for amounts.
        currency: What the bounds are meant in: that of the products.
    """
    named = {
        name: getattr(wish, name)
        for name in ("color", "brand", "size")
        if getattr(wish, name) is not None
    }
    phrases = [say(f"wish.{name}", value=value) for name, value in named.items()]
    phrases += _price(wish, say, lambda bound: _money(bound, currency, language))
    if wish.rating_min is not None:
        phrases.append(say("wish.rating_min", value=f"{wish.rating_min:g}"))
    if wish.in_stock:
        phrases.append(say("wish.in_stock"))
    return phrases + [say("wish.exclude", value=word) for word in wish.exclude]


def _price(wish: Constraints, say: Say, money: Callable[[Decimal], str]) -> list[str]:
    low, high = wish.price_min, wish.price_max
    if low is not None and high is not None:
        return [say("wish.price_range", low=money(low), high=money(high))]
    if high is not None:
        return [say("wish.price_max", value=money(high))]
    return [] if low is None else [say("wish.price_min", value=money(low))]


def _money(amount: Decimal, currency: str, language: str) -> str:
    """Write a bound as it is said: without cents where there are none."""
    return _NO_CENTS.sub("", format_money(Money(amount=amount, currency=currency), language))
