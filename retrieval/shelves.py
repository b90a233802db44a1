"""Which of a shop's categories a word means: those of that kind, not every one that mentions it."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from retrieval.synonyms import load_thesaurus
from retrieval.text import key, words

Path = tuple[str, ...]
"""The names of a category and of those above it, broad to narrow."""

_JOINT = re.compile(r"\s[&+]\s|[,/]|\band\b", re.I)
_OPENERS = ("for", "with")


@dataclass(frozen=True)
class Shelves:
    """The categories that one word means, as keys.

    All that stands in `whole` is meant. `joint` name it beside something else ("Tents &
    Shelters") and have a narrower category for it below: of the rest, only what stands in no
    narrower one is meant.
    """

    category: str
    whole: frozenset[str]
    joint: frozenset[str]


def find_shelves(category: str, paths: Collection[Path]) -> Shelves:
    """Find what a word means among the categories of a shop; other names of it count as it does.

    >>> outdoor = [("Tents & Shelters", "Family tents"), ("Tents & Shelters", "Tarps")]
    >>> found = find_shelves("tents", outdoor)
    >>> sorted(found.whole), sorted(found.joint)
    (['family tent'], ['tent shelter'])
    """
    wanted = key(category)
    names = [wanted, *map(" ".join, load_thesaurus(words).others(tuple(wanted.split())))]
    found = [_named(name, paths) for name in names]
    whole = frozenset().union(*(each.whole for each in found))
    parted = frozenset().union(*(each.joint for each in found))
    return Shelves(wanted, whole, parted - whole)


def _named(wanted: str, paths: Collection[Path]) -> Shelves:
    whole, joint, parted = set[str](), set[str](), set[str]()
    for path in paths:
        keys = list(map(key, path))
        parts = [list(map(key, _JOINT.split(name))) for name in path]
        kinds = [
            each == wanted or (len(said) == 1 and _is_kind(each, wanted))
            for each, said in zip(keys, parts, strict=True)
        ]
        for level, each in enumerate(keys):
            if kinds[level]:
                whole.add(each)
            elif any(_is_kind(part, wanted) for part in parts[level]):
                joint.add(each)
                parted.update([each] if any(kinds[level + 1 :]) else [])
    return Shelves(wanted, frozenset(whole | joint - parted), frozenset(parted))


def is_joint(name: str) -> bool:
    """Whether a category's name joins several things.

    >>> is_joint("Tents & Shelters"), is_joint("Rain jackets")
    (True, False)
    """
    return bool(_JOINT.search(name))


def _is_kind(shelf: str, wanted: str) -> bool:
    """Whether a name is or ends in the word, as a kind's does, or goes on to say for whom it is."""
    opened = any(shelf.startswith(f"{wanted} {opener} ") for opener in _OPENERS)
    return opened or f" {shelf}".endswith(f" {wanted}")
