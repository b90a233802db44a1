"""Words as the checks see them: tokens, stems, numbers, and what a negation reaches."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import Stemmer

_TOKEN = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][A-Za-z]+)?|\d+(?:[.,·]\d+)*")
_CLAUSE_END = re.compile(r"[,;:.!?()]|\b(?:but|and|while|though|although|however)\b", re.I)
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nor|without|cannot|lacks?|except|[a-z]+n['’]t)\b", re.I
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
    asserted: set[str] = set()
    negated: set[str] = set()
    numbers: set[str] = set()
    figures: set[tuple[str, str]] = set()
    for clause, is_negated in _clauses(text):
        tokens = _TOKEN.findall(clause)
        for position, token in enumerate(tokens):
            number = as_number(token)
            if number is not None:
                numbers.add(number)
                if position + 1 < len(tokens):
                    figures.add((number, stem(tokens[position + 1])))
            elif not is_neutral(token):
                (negated if is_negated else asserted).add(stem(token))
    return Words(frozenset(asserted), frozenset(negated), frozenset(numbers), frozenset(figures))


def _clauses(text: str) -> list[tuple[str, bool]]:
    """Cut the text where a negation begins and where its reach ends."""
    clauses = []
    for clause in _CLAUSE_END.split(_protect_numbers(text)):
        negation = _NEGATION.search(clause)
        if negation is None:
            clauses.append((clause, False))
        else:
            clauses.append((clause[: negation.start()], False))
            clauses.append((clause[negation.end() :], True))
    return clauses


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
