"""How the evaluations compare text: ignoring case, spacing, typography and plurals."""

import re
import unicodedata
from functools import lru_cache

import Stemmer

_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"})
_WORD = re.compile(r"[^\W_]+(?:['.][^\W_]+)*")


def fold(text: str) -> str:
    """Bring text to the form it is compared in.

    >>> fold("Don’t   PANIC")
    "don't panic"
    """
    return " ".join(unicodedata.normalize("NFKC", text).translate(_TYPOGRAPHY).casefold().split())


def words(text: str) -> list[str]:
    """Return the words of a text, folded.

    >>> words("A 1.5 l bottle, dishwasher-safe!")
    ['a', '1.5', 'l', 'bottle', 'dishwasher', 'safe']
    """
    return _WORD.findall(fold(text))


def stems(text: str) -> list[str]:
    """Return the stems of the words of a text, so that plurals and endings compare alike.

    >>> stems("Watches watch") == ["watch", "watch"]
    True
    """
    return list(_stems(text))


@lru_cache(maxsize=100_000)
def _stems(text: str) -> tuple[str, ...]:
    # A stemmer is not safe to share between threads, and costs next to nothing to make.
    return tuple(Stemmer.Stemmer("english").stemWords(words(text)))


def same_text(left: str, right: str) -> bool:
    """Whether two short texts say the same, ignoring case and plural.

    >>> same_text("Handbags", "handbag")
    True
    """
    return stems(left) == stems(right)
