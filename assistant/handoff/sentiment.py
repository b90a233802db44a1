"""Tells strong displeasure from the rest, by words; no model, and it says which words."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter

_FILE = Path(__file__).with_name("anger.yaml")
_LEXICON = TypeAdapter(dict[str, dict[str, str]])
_ENOUGH = 2
_LEAST_SHOUTED = 8
"""Letters: a brand or an order number in capitals is not shouted."""


@dataclass(frozen=True)
class _Words:
    """The words of one language; those of a script without spaces have no ends to look for."""

    plain: re.Pattern[str]
    strong: re.Pattern[str]


def is_upset(message: str, language: str) -> bool:
    """Whether the shopper is strongly displeased with the shop, beyond a wish or a question.

    Args:
        message: What the shopper wrote.
        language: ISO 639-1; English words count in every language.

    >>> is_upset("where is my order? this is ridiculous, I'm fed up", "en")
    True
    >>> is_upset("do you have an ugly christmas sweater, the worst there is?", "en")
    False
    """
    said = message.casefold().replace("’", "'")
    lexicon = _lexicon()
    score = 1 if _is_shouted(message) else 0
    named = False
    for words in (lexicon[code] for code in {"en", language} & lexicon.keys()):
        plain = {found.group() for found in words.plain.finditer(said)}
        strong = {found.group() for found in words.strong.finditer(said)}
        named = named or bool(plain or strong)
        score += len(plain - strong) + _ENOUGH * len(strong)
    return named and score >= _ENOUGH


def _is_shouted(message: str) -> bool:
    letters = [char for char in message if char.isalpha() and char.upper() != char.lower()]
    capitals = sum(char.isupper() for char in letters)
    loud = len(letters) >= _LEAST_SHOUTED and capitals > 0.7 * len(letters)
    return loud or re.search(r"[!！]{2,}", message) is not None


@cache
def _lexicon() -> dict[str, _Words]:
    read = _LEXICON.validate_python(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
    return {
        language: _Words(_any_of(kinds["plain"]), _any_of(kinds["strong"]))
        for language, kinds in read.items()
    }


def _any_of(lines: str) -> re.Pattern[str]:
    words = lines.splitlines()
    spaced = [word for word in words if re.search("[a-z]", word)]
    others = [word for word in words if word not in spaced]
    parts = [rf"\b(?:{'|'.join(spaced)})\b"] if spaced else []
    return re.compile("|".join(parts + others))
