"""Names of the same thing: what else a wish may be called in a catalog."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

Name = tuple[str, ...]
Normalise = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Homonym:
    """A name that means the thing only in company: a notebook with a processor is a laptop."""

    name: Name
    company: frozenset[str]

    def stands_in(self, present: Collection[str]) -> bool:
        """Whether a text, given as its terms, means the thing by this name."""
        named = all(term in present for term in self.name)
        return named and not self.company.isdisjoint(present)


class Thesaurus:
    """Groups of names, in the words of one way to normalise text."""

    def __init__(self, groups: Sequence[Sequence[str]], normalise: Normalise) -> None:
        self._others: dict[Name, tuple[Name, ...]] = {}
        for group in groups:
            names = [tuple(normalise(name)) for name in group]
            for name in names:
                rest = tuple(other for other in names if other != name)
                self._others[name] = self._others.get(name, ()) + rest
        self._longest = max(map(len, self._others), default=1)

    def names(self) -> Collection[Name]:
        """Every name that has another."""
        return self._others.keys()

    def others(self, name: Name) -> tuple[Name, ...]:
        """What else a thing is called."""
        return self._others.get(name, ())

    def cut(self, words: Sequence[str]) -> Iterator[tuple[Name, tuple[Name, ...]]]:
        """Cut words into the longest names that have others, and single words.

        >>> list(Thesaurus([["rain coat", "mac"]], str.split).cut(["red", "rain", "coat"]))
        [(('red',), ()), (('rain', 'coat'), (('mac',),))]
        """
        position = 0
        while position < len(words):
            for length in range(min(self._longest, len(words) - position), 0, -1):
                name = tuple(words[position : position + length])
                if length == 1 or name in self._others:
                    yield name, self.others(name)
                    position += length
                    break


@lru_cache(maxsize=4)
def load_thesaurus(normalise: Normalise) -> Thesaurus:
    """Return the thesaurus that ships with the package, in normalised words."""
    path = Path(__file__).with_name("synonyms.yaml")
    groups: list[list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Thesaurus(groups, normalise)


@lru_cache(maxsize=4)
def load_homonyms(normalise: Normalise) -> dict[Name, tuple[Homonym, ...]]:
    """Return, by the name of a thing, the ambiguous names that ship with the package."""
    path = Path(__file__).with_name("homonyms.yaml")
    found: dict[Name, tuple[Homonym, ...]] = {}
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        company = frozenset(normalise(" ".join(entry["with"])))
        homonym = Homonym(tuple(normalise(entry["name"])), company)
        for thing in entry["means"]:
            name = tuple(normalise(thing))
            found[name] = (*found.get(name, ()), homonym)
    return found
