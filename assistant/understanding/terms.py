"""The words of one shop (brands, categories, colours, sizes, materials), found in a message."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from assistant.understanding.examples import common_words
from assistant.understanding.lexicon import Lexicon
from assistant.understanding.ports import Vocabulary
from assistant.understanding.tokens import Token
from retrieval.palette import load_palette
from retrieval.text import fold, singular, words
from retrieval.things import things
from retrieval.units import size_key

_JOINT = re.compile(r"\s*(?:[&,/]|\band\b)\s*")
_MOST_WORDS = 5
_SINGLE = re.compile(r"(.)\1")
_LETTER_SIZES = frozenset("sml")
_TYPO_FROM = 5
"""Shorter words have too many neighbours to guess at a typo."""
_LONG = 8
"""From here two slips are forgiven."""


IsWord = Callable[[str], bool]


def is_thing(word: str) -> bool:
    """Whether a word names a thing that shops sell."""
    return word in things()


@dataclass(frozen=True)
class Term:
    """A word of the shop in the message: tokens `start` to `end`; `value` as the shop writes it."""

    field: str
    value: str
    start: int
    end: int
    meant: str = ""
    """The word as it should have been typed, where it was mistyped."""


class Terms:
    """The shop's vocabulary, ready to be matched.

    Args:
        vocabulary: Anything with `brands`, `categories`, `colors`, `sizes`, `materials`.
        lexicon: The marks, whose words a brand is not guessed from.
        is_word: Whether a text is a word of the language, which is no slip: candy is no caddy.
    """

    def __init__(
        self, vocabulary: Vocabulary, lexicon: Lexicon, is_word: IsWord = is_thing
    ) -> None:
        self._lexicon = lexicon
        self._is_word = is_word
        self._terms: dict[tuple[str, ...], dict[str, str]] = {}
        palette = load_palette()
        for color, shades in palette.families.items():
            self._add("color", [color, *shades])
        for name, color in lexicon.colors.items():
            self._terms.setdefault((name,), {})["color"] = color
        self._add("material", palette.materials)
        self._add("material", vocabulary.materials)
        self._add("color", vocabulary.colors)
        self._add("size", vocabulary.sizes)
        self._sizes = list(map(size_key, vocabulary.sizes))
        self._add("category", vocabulary.categories)
        self._add("category", parts_of(vocabulary.categories))
        self._add("brand", vocabulary.brands)
        self._categories = {" ".join(key) for key, got in self._terms.items() if "category" in got}
        self._by_first_letter: dict[str, list[str]] = {}
        for word in sorted({word for key in self._terms for word in key} - lexicon.colors.keys()):
            self._by_first_letter.setdefault(word[0], []).append(word)

    def _add(self, field: str, values: Iterable[str]) -> None:
        for value in values:
            key = tuple(words(value))
            if 0 < len(key) <= _MOST_WORDS:
                self._terms.setdefault(key, {}).setdefault(field, value)

    def knows(self, word: str) -> bool:
        """Whether a word is part of any term."""
        return word in self._by_first_letter.get(word[:1], [])

    def has_size(self, text: str) -> bool:
        """Whether the shop has a size, however it is written."""
        return size_key(text) in self._sizes

    def size_that_begins(self, text: str) -> str | None:
        """The shop's commonest size that begins with these words: "5 x 8 ft" with "5 x 8"."""
        sizes = self._sizes
        return next((each for each in sizes if each == text or each.startswith(f"{text} ")), None)

    def is_shared(self, category: str) -> bool:
        """Whether other categories end in this one's name, so that it narrows to none of them.

        A shop with "bag" and "handbag" cannot take "a leather bag" for the first alone.
        """
        key = " ".join(words(category))
        return any(
            other.endswith(key) and other.removesuffix(key) in common_words()
            for other in self._categories
        )

    def found(self, tokens: list[Token], taken: set[int]) -> list[Term]:
        """Return the shop's words in the message, the longest first wherever two begin alike."""
        # "Lumen & Loam" is looked up without its sign.
        places = [place for place, token in enumerate(tokens) if token.kind != "sign"]
        terms: list[Term] = []
        index = 0
        while index < len(places):
            here, length = self._at(tokens, places[index : index + _MOST_WORDS], taken)
            terms.extend(here)
            index += length
        return terms

    def _at(
        self, tokens: list[Token], places: list[int], taken: set[int]
    ) -> tuple[list[Term], int]:
        """Return the longest terms that begin at the first place, and how many words they take."""
        for length in range(len(places), 0, -1):
            start, end = places[0], places[length - 1] + 1
            if not taken.isdisjoint(range(start, end)) or _divided(tokens[start:end]):
                continue
            found = self._lookup([tokens[place] for place in places[:length]])
            if found:
                return [Term(name, value, start, end) for name, value in found.items()], length
        start = places[0]
        return ([] if start in taken else self._mistyped(tokens[start], start)), 1

    def _lookup(self, tokens: list[Token]) -> dict[str, str]:
        exact = self._terms.get(tuple(token.key for token in tokens))
        plain = self._terms.get(tuple(token.folded for token in tokens))
        glued = self._terms.get(("".join(token.folded for token in tokens),))
        fields = exact or plain or (glued if len(tokens) > 1 else None)
        return {} if fields is None else self._believed(fields, tokens)

    def _believed(self, fields: dict[str, str], tokens: list[Token]) -> dict[str, str]:
        """Drop a brand that is a plain word, unless it is written as a name; likewise a size."""
        common = all(token.folded in self._lexicon.words for token in tokens)
        named = any(token.text[:1].isupper() for token in tokens)
        doubtful = {"category", "size"} if common else set()
        text = "".join(token.folded for token in tokens)
        if len(text) < 2 or (common and not named):
            doubtful.add("brand")
        if len(text) < 2 and text not in _LETTER_SIZES:
            doubtful.add("size")  # the "c" of "usb-c"
        return {name: value for name, value in fields.items() if name not in doubtful}

    def _mistyped(self, token: Token, place: int) -> list[Term]:
        """Guess at a typo: one slip, two in a long word; never from a word that is known.

        What may be a word of the language is one, unless only a letter is doubled or not:
        "runing", "watter".
        """
        word = token.key
        if token.kind != "word" or len(word) < _TYPO_FROM or self._is_known(word):
            return []
        slips = 1 if len(word) < _LONG else 2
        real = self._is_word(word)
        near = [
            other
            for other in self._by_first_letter.get(word[0], [])
            if len(other) >= _TYPO_FROM
            and OSA.distance(word, other, score_cutoff=slips) <= slips
            and (not real or _SINGLE.sub(r"\1", other) == _SINGLE.sub(r"\1", word))
        ]
        fields = self._terms.get((near[0],), {}) if len(near) == 1 else {}
        return [Term(name, value, place, place + 1, near[0]) for name, value in fields.items()]

    def _is_known(self, word: str) -> bool:
        known = word in self._lexicon.words or word in common_words() or self.knows(word)
        return known or is_thing(word)


def parts_of(categories: Iterable[str]) -> list[str]:
    """Return the things that joined and narrow categories name, which shoppers ask for.

    Shops name things in the plural; a department's "Table" or "Living" is no thing.

    >>> parts_of(["Jackets & Coats", "Rain jackets", "Kitchen & Table", "Bedside & table lamps"])
    ['Jackets', 'Coats', 'jackets', 'table lamps', 'lamps']
    """
    found: dict[str, str] = {}
    for category in categories:
        sections = [section.strip() for section in _JOINT.split(category)]
        for section in sections:
            for part in (section, section.split()[-1] if section else ""):
                plural = part and singular(fold(part.split()[-1])) != fold(part.split()[-1])
                if plural and part != category:
                    found.setdefault(part, part)
    return list(found)


def _divided(tokens: list[Token]) -> bool:
    """Whether a sign stands between the words that belongs to no name: a comma, a full stop."""
    return any(token.kind == "sign" and token.text not in "&-/.'" for token in tokens)


def is_loose_color(word: str) -> bool:
    """Whether a colour's name is first the name of a food, a plant or a wood.

    >>> is_loose_color("olive"), is_loose_color("red")
    (True, False)
    """
    palette = load_palette()
    return bool(palette.family(fold(word))) and fold(word) not in palette.shades
