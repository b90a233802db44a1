"""Knows a bare name of goods: "thin client", "UPS for a small office"."""

from functools import lru_cache
from pathlib import Path

from assistant.understanding.tokens import tokenize

_MOST_WORDS = 6


def is_bare_name(message: str) -> bool:
    """Whether a message only names something, and asks or tells nothing.

    >>> is_bare_name("UPS for a small office"), is_bare_name("what is a UPS?")
    (True, False)
    """
    tokens = tokenize(message)
    words = [token.folded for token in tokens if token.kind != "sign"]
    asks = any(token.text == "?" for token in tokens)
    return 0 < len(words) <= _MOST_WORDS and not asks and _sentence_words().isdisjoint(words)


@lru_cache(maxsize=1)
def _sentence_words() -> frozenset[str]:
    """Words of sentences: whoever uses one says something of the thing, and may not want it."""
    text = Path(__file__).with_name("sentence_words.txt").read_text(encoding="utf-8")
    return frozenset(text.split())
