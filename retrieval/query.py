"""A query as the searches read it: repaired, cut into what it names, with other names of that."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from retrieval.analysis import query_words, says_anything, tokens
from retrieval.synonyms import Homonym, Name, load_homonyms, load_thesaurus
from retrieval.things import things
from retrieval.words import CatalogWords, IsWord

Has = Callable[[str], bool]

_DETAILS = re.compile(r"\b(?:for|with|without|that|which|to|in|from)\b", re.IGNORECASE)
"""After one of these stands what a thing is to be like or good for."""


@dataclass(frozen=True)
class Concept:
    """One thing that a query names, as terms, and what else it may be called.

    `homonyms` are names that mean it in some texts only; nothing is searched by them.
    """

    terms: Name
    others: tuple[Name, ...] = ()
    homonyms: tuple[Homonym, ...] = ()

    @property
    def heads(self) -> frozenset[str]:
        """The last term of each of its names."""
        names = [self.terms, *self.others, *(homonym.name for homonym in self.homonyms)]
        return frozenset(name[-1] for name in names)

    def held(self, present: Collection[str]) -> float:
        """How much of it a text holds, 0 to 1: all of one of its names, or part of its own.

        >>> Concept(("rain", "jacket"), (("raincoat",),)).held({"jacket"})
        0.5
        """
        if any(all(term in present for term in other) for other in self.others):
            return 1.0
        if any(homonym.stands_in(present) for homonym in self.homonyms):
            return 1.0
        return sum(term in present for term in self.terms) / len(self.terms)


@dataclass(frozen=True)
class Query:
    """What to look for: `typed` as it came, `text` for the embedding, `concepts` as words.

    `core` are the concepts of the thing itself, see `essence`.
    """

    typed: str
    text: str
    concepts: tuple[Concept, ...]
    core: tuple[Concept, ...]

    @property
    def terms(self) -> list[str]:
        """The query's own terms."""
        return [term for concept in self.concepts for term in concept.terms]


def essence(text: str) -> str:
    """The thing itself that is asked for, without what it is to be like or good for.

    >>> essence("a webcam for video calls"), essence("something for my kitchen")
    ('a webcam', 'something for my kitchen')
    """
    before = _DETAILS.split(text, maxsplit=1)[0].strip()
    return before if says_anything(before) else text


def read_query(
    text: str, has: Has, words: CatalogWords | None = None, is_word: IsWord = bool
) -> Query:
    """Read a query against what is indexed.

    Args:
        text: What the shopper typed, or a query made of it.
        has: Whether a term occurs at all.
        words: The catalog's words, for repairs; None: no repairs.
        is_word: Whether a text is a word of the language, which is not to be repaired.
    """
    plain = query_words(text)
    read = _read(plain, has, words, is_word)
    core = _read(query_words(essence(text)), has, words, is_word)
    return Query(
        typed=text,
        text=text if read == plain else " ".join(read),
        concepts=tuple(_concepts(read, has)),
        core=tuple(_concepts(core, has)),
    )


def _read(plain: list[str], has: Has, words: CatalogWords | None, is_word: IsWord) -> list[str]:
    """Words as the catalog writes them."""
    if words is None:
        return plain
    repaired = [_repaired(word, has, words, is_word) for word in plain]
    return " ".join(_joined(" ".join(repaired).split(), words)).split()


def _repaired(word: str, has: Has, words: CatalogWords, is_word: IsWord) -> str:
    terms = tuple(tokens(word))
    if word in words or not terms:
        return word
    if any(map(has, terms)) and not _is_slip(word, terms, is_word):
        return word
    if any(all(map(has, other)) for other in load_thesaurus(tokens).others(terms)):
        return word
    return words.split(word) or words.repair(word, is_word) or word


def _is_slip(word: str, terms: Name, is_word: IsWord) -> bool:
    """Whether a word shares a stem with others by mistake: "earings" have no ears."""
    return terms != (word,) and not is_word(word) and word not in things()


def _joined(plain: list[str], words: CatalogWords) -> Iterator[str]:
    """Words of which the catalog makes one ("head set") as that one."""
    position = 0
    while position < len(plain):
        pair = "".join(plain[position : position + 2])
        apart = " ".join(plain[position : position + 2])
        if pair in words and position + 1 < len(plain) and words.split(pair) != apart:
            yield pair
            position += 2
        else:
            yield plain[position]
            position += 1


def _concepts(plain: list[str], has: Has) -> Iterator[Concept]:
    terms = [term for word in plain for term in tokens(word)]
    for name, others in load_thesaurus(tokens).cut(terms):
        known = tuple(other for other in others if all(map(has, other)))
        yield Concept(name, known, load_homonyms(tokens).get(name, ()))
