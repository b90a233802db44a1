"""The English words for things that shoppers of other languages ask for."""

from functools import cache
from pathlib import Path

import yaml

from assistant.understanding.tokens import tokenize

Name = tuple[str, ...]
_FILE = Path(__file__).with_name("things.yaml")


def in_english(text: str) -> str:
    """Return the English names of the things in a query, or the query where it names none known.

    A catalog in English is not found by an embedding model that reads English alone, and words
    around the thing that neither knows would only speak against every product.

    >>> in_english("rotes Zelt für zwei"), in_english("lámpara de escritorio"), in_english("帐篷")
    ('tent', 'desk lamp', 'tent')
    """
    names = _things()
    longest = max(map(len, names))
    tokens = [token.folded for token in tokenize(text)]
    found: list[str] = []
    place = 0
    while place < len(tokens):
        lengths = range(min(longest, len(tokens) - place), 0, -1)
        length = next((n for n in lengths if tuple(tokens[place : place + n]) in names), 0)
        if length:
            found.append(names[tuple(tokens[place : place + length])])
        place += length or 1
    return " ".join(dict.fromkeys(found)) or text


@cache
def _things() -> dict[Name, str]:
    content: dict[str, list[str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {
        tuple(token.folded for token in tokenize(name)): thing
        for thing, names in content.items()
        for name in names
    }
