"""The words that mark parts of a wish, in five languages, found in a message by longest match."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant.understanding.tokens import Token, tokenize
from retrieval.text import fold

_FILE = Path(__file__).with_name("lexicon.yaml")

_ORDER = ("en", "es", "fr", "de", "zh")
"""The languages of a mark's groups, in the order of the file."""

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """Phrases by their mark and first word, the names of colours, and the values of numerals."""

    phrases: dict[str, dict[str, list[Phrase]]]
    colors: dict[str, str]
    numerals: dict[str, int]
    ordinals: dict[str, int]
    words: frozenset[str]
    by_language: dict[str, frozenset[str]]

    def end(self, tokens: list[Token], start: int, mark: str) -> int | None:
        """Return where the longest phrase of that mark ends that begins at a token, if any.

        >>> load_lexicon().end(tokenize("no more than 50"), 0, "at_most")
        3
        """
        if not 0 <= start < len(tokens):
            return None
        for phrase in self.phrases[mark].get(tokens[start].folded, []):
            stop = start + len(phrase)
            if tuple(token.folded for token in tokens[start:stop]) == phrase:
                return stop
        return None

    def found(self, tokens: list[Token], mark: str) -> list[tuple[int, int]]:
        """Return the spans of all phrases of a mark, from left to right, without overlap."""
        spans, place = [], 0
        while place < len(tokens):
            end = self.end(tokens, place, mark)
            if end is not None:
                spans.append((place, end))
            place = end or place + 1
        return spans


@cache
def load_lexicon() -> Lexicon:
    """Read the lexicon that is shipped with the package."""
    content: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    colors = {fold(name): color for color, names in content.pop("colors").items() for name in names}
    numerals = {fold(name): value for name, value in content.pop("numbers").items()}
    ordinals = {
        " ".join(token.folded for token in tokenize(name)): place
        for place, names in content.pop("ordinals").items()
        for name in names
    }
    phrases = {mark: _by_first_word(groups) for mark, groups in content.items()}
    phrases["ordinal"] = _by_first_word([list(ordinals)])
    words = {
        word
        for starting in phrases.values()
        for group in starting.values()
        for phrase in group
        for word in phrase
    }
    return Lexicon(phrases, colors, numerals, ordinals, frozenset(words), _by_language(content))


def _by_language(content: dict[str, list[list[str]]]) -> dict[str, frozenset[str]]:
    return {
        language: frozenset(
            token.folded
            for groups in content.values()
            for text in groups[place : place + 1]
            for phrase in text
            for token in tokenize(phrase)
        )
        for place, language in enumerate(_ORDER)
    }


def _by_first_word(groups: list[list[str]]) -> dict[str, list[Phrase]]:
    index: dict[str, list[Phrase]] = {}
    for text in (text for group in groups for text in group):
        phrase = tuple(token.folded for token in tokenize(text))
        index.setdefault(phrase[0], []).append(phrase)
    return {first: sorted(found, key=len, reverse=True) for first, found in index.items()}
