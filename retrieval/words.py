"""The words that a catalog names its products with, and what a mistyped one was meant to be."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import extract

from retrieval.text import fold
from retrieval.things import things

_FILE = "words.json"
_SHORTEST = 5
"""Shorter words have too many neighbours to be repaired."""
_LONG = 9
"""From here on two slips are forgiven instead of one."""
_RECURS = 3
"""A word of descriptions that so many have is no slip of the shop's own."""

IsWord = Callable[[str], bool]


class CatalogWords:
    """The words of a catalog with how often they occur."""

    def __init__(self, counts: dict[str, int], pairs: dict[str, str]) -> None:
        self._counts = counts
        self._pairs = pairs
        self._by_initial: dict[str, list[str]] = {}
        for word in counts:
            self._by_initial.setdefault(word[0], []).append(word)

    @classmethod
    def build(cls, folder: Path, names: Iterable[tuple[str, str]]) -> None:
        """Count the words of names, and note which follow each other ("power bank").

        Args:
            folder: Where to write.
            names: Names, each with the text of its product, whose words count where they recur.
        """
        counts, told = Counter[str](), Counter[str]()
        pairs: dict[str, str] = {}
        for name, text in names:
            words = _plain_words(name)
            counts.update(words)
            told.update(set(_plain_words(text)))
            pairs |= {a + b: f"{a} {b}" for a, b in pairwise(words)}
        counts |= Counter({word: count for word, count in told.items() if count >= _RECURS})
        data = {"counts": counts, "pairs": pairs}
        (folder / _FILE).write_text(json.dumps(data), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path) -> "CatalogWords":
        """Read what was built before."""
        data = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return cls(data["counts"], data["pairs"])

    def __contains__(self, word: str) -> bool:
        return word in self._counts

    def split(self, word: str) -> str | None:
        """The two words that were written as one, where the catalog writes them apart."""
        return self._pairs.get(word)

    def repair(self, word: str, is_word: IsWord) -> str | None:
        """The word that was meant by one that the catalog does not know.

        People rarely miss the first letter, and a word that means something by itself was meant:
        whoever asks for a drill is not offered a grill.

        Args:
            word: Folded.
            is_word: Whether a text is a word of the language.

        Returns:
            The nearest word of the catalog, the commonest of those, or name of a thing that the
            shop may not have; None where none is near.
        """
        if len(word) < _SHORTEST or not word.isalpha() or word in things() or is_word(word):
            return None
        near = extract(
            word,
            [*self._by_initial.get(word[0], []), *_things_by_initial().get(word[0], [])],
            scorer=DamerauLevenshtein.distance,
            score_cutoff=2 if len(word) >= _LONG else 1,
            limit=20,
        )
        ranked = [
            (distance, -self._counts.get(found, 0), found)
            for found, distance, _ in near
            if not _inflects(word, found)
        ]
        return min(ranked)[2] if ranked else None


@lru_cache(maxsize=1)
def _things_by_initial() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in sorted(things()):
        if len(name) >= _SHORTEST:
            found.setdefault(name[0], []).append(name)
    return found


def _inflects(word: str, other: str) -> bool:
    """Whether words differ only in their ending, as a shredder and what is shredded do.

    A last letter that was to be doubled is a slip: "wireles".
    """
    if other == word + word[-1]:
        return False
    return word[:-1] == other[:-1] or word.startswith(other) or other.startswith(word)


def _plain_words(name: str) -> list[str]:
    plain = "".join(char if char.isalnum() else " " for char in fold(name)).split()
    return [word for word in plain if word.isalpha() and len(word) > 2]
