"""Tells a thing from what goes with it: who asks for a laptop does not want a laptop bag."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from retrieval.analysis import stems, tokens
from retrieval.query import Query
from retrieval.synonyms import load_thesaurus
from retrieval.text import fold
from retrieval.things import things

_PIECE = re.compile(r"[^\W_]+|[^\w\s]")
_REACH = 2
"""How many words after the thing still belong to its name: "notebook carrying case"."""
_FOR = frozenset({"fit", "fits", "for"})
_BACK = 5
"""How many pieces before the thing a "for" still belongs to it: "for 24-inch monitors"."""
_ENDS = _FOR | {"to", "with"}
_MORE = frozenset({"with", "incl", "including", "includes"})
"""What follows comes with the thing."""


@dataclass(frozen=True)
class Thing:
    """What a query asks for: the terms that name it, and every term of the query."""

    names: frozenset[str]
    mentioned: frozenset[str]


def thing_of(query: Query, is_brand: Callable[[str], bool]) -> Thing | None:
    """The thing that a query asks for; None where it names none, or itself an accessory.

    Args:
        query: The query.
        is_brand: Whether a term is the name of a brand: all that is of Apple is an "apple".
    """
    if not query.core:
        return None
    last = query.core[-1]
    head = last.terms[-1]
    if head in _accessories() or head not in _names() or is_brand(head):
        return None
    others = [term for concept in query.concepts for other in concept.others for term in other]
    return Thing(
        names=last.heads,
        mentioned=frozenset([*query.terms, *others]),
    )


def goes_with(title: str, thing: Thing) -> bool:
    """Whether a title names something that goes with a thing rather than the thing.

    >>> laptop = Thing(frozenset({"laptop"}), frozenset({"laptop"}))
    >>> [goes_with(title, laptop) for title in ["Acme Laptop 15", "Laptop Bag", "Fan for laptops"]]
    [False, True, True]
    """
    words = _PIECE.findall(fold(title))
    terms = stems(words)
    places = [place for place, term in enumerate(terms) if term in thing.names]
    if not places:
        return any(_is_other(term, thing) for term in terms)
    return all(_is_beside(words, terms, place, thing) for place in places)


def may_go_with(title: str, thing: Thing) -> bool:
    """Whether a title names something else beside the thing, so that it may be that.

    A "Screen protector, laptop, universal" is; so may be a "Leather strap watch", which is none:
    let what is surely the thing come first.

    >>> laptop = Thing(frozenset({"laptop"}), frozenset({"laptop"}))
    >>> [may_go_with(title, laptop) for title in ["Laptop 15 with Bag", "Bag Laptop Black"]]
    [False, True]
    """
    words = _PIECE.findall(fold(title))
    end = next((place for place, word in enumerate(words) if word in _MORE), len(words))
    return any(_is_other(term, thing) for term in stems(words[:end]))


def _is_beside(words: list[str], terms: list[str], place: int, thing: Thing) -> bool:
    """Whether a mention of the thing is part of another thing's name."""
    if _FOR.intersection(words[max(0, place - _BACK) : place]):
        return True
    for word, term in zip(
        words[place + 1 : place + 1 + _REACH], terms[place + 1 : place + 1 + _REACH], strict=True
    ):
        if not word.isalpha() or word in _ENDS:
            return False
        if _is_other(term, thing):
            return True
    return False


def _is_other(term: str, thing: Thing) -> bool:
    return term in _accessories() and term not in thing.mentioned


def names_a_thing(term: str) -> bool:
    """Whether a term (as `retrieval.analysis.tokens` makes it) is what things are called."""
    return term in _names() or term in _accessories()


@lru_cache(maxsize=1)
def _accessories() -> frozenset[str]:
    text = Path(__file__).with_name("accessories.txt").read_text(encoding="utf-8")
    return frozenset(tokens(text))


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """Terms that end a thing's name."""
    known = [name[-1] for name in load_thesaurus(tokens).names()]
    return frozenset([*known, *tokens(" ".join(things()))])
