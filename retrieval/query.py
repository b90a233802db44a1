"""A query as the searches read it: repaired, cut into what it names, with other names of that."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from retrieval.analysis import query_words, tokens
from retrieval.synonyms import Name, load_thesaurus
from retrieval.words import CatalogWords, IsWord

Has = Callable[[str], bool]


@dataclass(frozen=True)
class Concept:
    """One thing that a query names, as terms, and what else it may be called."""

    terms: Name
    others: tuple[Name, ...] = ()

    def held(self, present: Collection[str]) -> float:
        """How much of it a text holds, 0 to 1: all of one of its names, or part of its own.

        >>> Concept(("rain", "jacket"), (("raincoat",),)).held({"jacket"})
        0.5
        """
        if any(all(term in present for term in other) for other in self.others):
            return 1.0
        return sum(term in present for term in self.terms) / len(self.terms)


@dataclass(frozen=True)
class Query:
    """What to look for: `typed` as it came, `text` for the embedding, `concepts` as words."""

    typed: str
    text: str
    concepts: tuple[Concept, ...]

    @property
    def terms(self) -> list[str]:
        """The query's own terms."""
        return [term for concept in self.concepts for term in concept.terms]


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
    if words is None:
        return Query(text, text, tuple(_concepts(plain, has)))
    repaired = [_repaired(word, has, words, is_word) for word in plain]
    joined = " ".join(_joined(" ".join(repaired).split(), words))
    same = joined.split() == plain
    return Query(text, text if same else joined, tuple(_concepts(joined.split(), has)))


def _repaired(word: str, has: Has, words: CatalogWords, is_word: IsWord) -> str:
    terms = tuple(tokens(word))
    if word in words or not terms or any(map(has, terms)):
        return word
    if any(all(map(has, other)) for other in load_thesaurus(tokens).others(terms)):
        return word
    return words.split(word) or words.repair(word, is_word) or word


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
        yield Concept(name, tuple(other for other in others if all(map(has, other))))
