"""Words as the checks see them: tokens, stems, numbers, and what a negation reaches."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import Stemmer

_TOKEN = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][A-Za-z]+)?|\d+(?:[.,·]\d+)*")
_CLAUSE_END = re.compile(r"[,;:.!?()]|\b(?:but|and|while|though|although|however)\b", re.I)
_LISTED = re.compile(
    r",(?=(?:\s*[\w'-]+(?:\s+[\w'-]+)?\s*,)*\s*[\w'-]+(?:\s+[\w'-]+)?\s+(?:or|nor)\b)"
)
"""The commas of "Saturdays, Sundays or holidays": a negation reaches over the whole list."""
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|cannot|lacks?|except|[a-z]+n['’]t)\b", re.I
)
_COUNTS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_NUMBER_WORDS = {word: str(value) for value, word in enumerate(_COUNTS, start=2)} | {
    "fourteen": "14",
    "fifteen": "15",
    "twenty": "20",
    "thirty": "30",
    "sixty": "60",
    "ninety": "90",
}


@dataclass(frozen=True)
class Words:
    """What a piece of text says, as stems: plainly, and under a negation.

    `figures` are (number, stem of the word behind it); `numbers` the numbers alone.
    """

    asserted: frozenset[str]
    negated: frozenset[str]
    numbers: frozenset[str]
    figures: frozenset[tuple[str, str]]

    def __or__(self, other: "Words") -> "Words":
        """Both texts together."""
        return Words(
            self.asserted | other.asserted,
            self.negated | other.negated,
            self.numbers | other.numbers,
            self.figures | other.figures,
        )


NO_WORDS = Words(frozenset(), frozenset(), frozenset(), frozenset())


def read_words(text: str) -> Words:
    """Return the stems of the text's words, neutral ones left out, and its numbers.

    >>> words = read_words("Waterproof to 10 metres, but not suitable for diving.")
    >>> sorted(words.asserted), sorted(words.negated), sorted(words.figures)
    (['metr', 'waterproof'], ['dive'], [('10', 'metr')])
    """
    return joined(read_clauses(text))


def read_clauses(text: str) -> list[Words]:
    """Return the words of each clause by itself."""
    listed = _LISTED.sub(" or", _protect_numbers(text))
    return [_read_clause(clause) for clause in _CLAUSE_END.split(listed)]


def joined(words: Iterable[Words]) -> Words:
    """Return what several texts say together."""
    together = NO_WORDS
    for each in words:
        together |= each
    return together


def _read_clause(clause: str) -> Words:
    """Read a clause up to its negation, and what the negation reaches."""
    negation = _NEGATION.search(clause)
    if negation is None:
        return _read(clause)
    denied = _read(clause[negation.end() :])
    return _read(clause[: negation.start()]) | Words(
        frozenset(), denied.asserted, denied.numbers, denied.figures
    )


def _read(text: str) -> Words:
    said: set[str] = set()
    numbers: set[str] = set()
    figures: set[tuple[str, str]] = set()
    tokens = _TOKEN.findall(text)
    for position, token in enumerate(tokens):
        number = as_number(token)
        if number is not None:
            numbers.add(number)
            if position + 1 < len(tokens):
                figures.add((number, stem(tokens[position + 1])))
        elif not is_neutral(token):
            said.add(stem(token))
    return Words(frozenset(said), frozenset(), frozenset(numbers), frozenset(figures))


def _protect_numbers(text: str) -> str:
    """Write numbers without the signs that would end a clause: 1,299.50 → 1299·50 → 1299.50."""
    return re.sub(r"(?<=\d)[.,](?=\d{3}\b)|(?<=\d)\.(?=\d)", _join_number, text)


def _join_number(match: re.Match[str]) -> str:
    return "" if match.group() == "," else "·"


def as_number(token: str) -> str | None:
    """Return a number in one spelling ("3.50" → "3.5", "thirty" → "30"), None for a word."""
    if token.lower() in _NUMBER_WORDS:
        return _NUMBER_WORDS[token.lower()]
    if not token[0].isdigit():
        return None
    plain = token.replace(",", "").replace("·", ".")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


@cache
def stem(word: str) -> str:
    """Return the stem of an English word (Snowball), lower case, possessive dropped."""
    lowered = re.sub(r"['’]s$", "", word.lower()).replace("’", "'")
    return str(_stemmer().stemWord(lowered))


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@cache
def _neutral() -> tuple[frozenset[str], frozenset[str]]:
    lines = (Path(__file__).parent / "neutral_words.txt").read_text(encoding="utf-8").splitlines()
    words = {
        part
        for line in lines
        if not line.startswith("#")
        for word in line.split()
        for part in word.split("-")
    }
    return frozenset(words), frozenset(stem(word) for word in words)


def is_neutral(word: str) -> bool:
    """Whether the word claims nothing, and so needs no record to stand on."""
    words, stems = _neutral()
    lowered = word.lower().replace("’", "'")
    return len(lowered) < 2 or lowered in words or stem(lowered) in stems
