"""Which size a message asks for: "size 9", "an XL", "queen size", "13 inch", "2m", "5x8"."""

from dataclasses import dataclass, field

from assistant.understanding.lexicon import Lexicon
from assistant.understanding.terms import Term, Terms
from assistant.understanding.tokens import Token
from retrieval.units import equal_sizes, letter_size, size_key, unit_of

_LONGEST_LETTERS = 3
_LETTERS = frozenset("smlx")
_INCH_SIGNS = ('"', "\u2033", "\u201d")
_SPACED_UNITS = frozenset({"in"})
"""Words that are a unit only where they touch the number: "50 or less in black"."""
_AREA_TOKENS = 3
_CROSS = frozenset({"x", "\u00d7", "by"})


@dataclass
class Size:
    """The size that was asked for, as the filters compare it, and the tokens that say it."""

    value: str | None = None
    used: set[int] = field(default_factory=set)


class SizeReader:
    """Reads the size out of one message.

    Args:
        tokens: The message.
        taken: Tokens that say something else, such as a price.
        lexicon: The marks.
        terms: The shop's words, its sizes among them.
    """

    def __init__(
        self, tokens: list[Token], taken: set[int], lexicon: Lexicon, terms: Terms
    ) -> None:
        self._tokens = tokens
        self._taken = taken
        self._lexicon = lexicon
        self._terms = terms

    def read(self, found: list[Term], purposes: set[int]) -> Size:
        """Return the size: one that is called so, a measure, or a size of the shop by itself.

        Args:
            found: The shop's words in the message.
            purposes: Where it says what the thing is for: a stand for a 55 inch TV has no 55
                inches itself, unless the shop has such a size.
        """
        return self._marked() or self._measured(purposes) or self._named(found) or Size()

    def _marked(self) -> Size | None:
        """The value beside the word "size"."""
        for start, end in self._lexicon.found(self._tokens, "size"):
            beside = ((end, end + 2), (end, end + 1), (start - 2, start), (start - 1, start))
            for first, last in beside:
                if value := self._known(first, last):
                    return Size(value, set(range(min(first, start), max(last, end))))
            if value := self._figure(end):
                return Size(value, set(range(start, end + 1)))
        return None

    def _known(self, start: int, end: int) -> str | None:
        """A size in the shop's words or in everybody's; None where the words are none."""
        if start < 0 or end > len(self._tokens) or not self._taken.isdisjoint(range(start, end)):
            return None
        text = " ".join(token.text for token in self._tokens[start:end])
        if not self._terms.has_size(text) and letter_size(text) is None:
            return None
        value = size_key(text)
        return value.upper() if len(value) <= _LONGEST_LETTERS else value

    def _figure(self, place: int) -> str | None:
        """A number, or letters such as "XL"."""
        if place >= len(self._tokens) or place in self._taken:
            return None
        token = self._tokens[place]
        letters = len(token.text) <= _LONGEST_LETTERS and set(token.folded) <= _LETTERS
        return token.text.upper() if token.kind == "number" or letters else None

    def _measured(self, purposes: set[int]) -> Size | None:
        """A number with a unit, or two with a cross between, as the shop gives it if it does."""
        for place, token in enumerate(self._tokens):
            if token.kind != "number" or place in self._taken:
                continue
            area = self._area(place)
            if area:
                return area
            end = self._unit_end(place + 1)
            if end is None or not self._taken.isdisjoint(range(place, end)):
                continue
            unit = self._tokens[end - 1]
            size = size_key(f"{token.text} {'in' if unit.kind == 'sign' else unit.folded}")
            own = next(filter(self._terms.has_size, sorted(equal_sizes(size))), None)
            if own or place not in purposes:
                return Size(own or size, set(range(place, end)))
        return None

    def _unit_end(self, place: int) -> int | None:
        """Where the unit of a number ends that stands before this place."""
        tokens = self._tokens
        if place < len(tokens) and tokens[place].text == "-" and tokens[place].glued:
            place += 1
        if place >= len(tokens):
            return None
        token = tokens[place]
        if token.text in _INCH_SIGNS:
            return place + 1
        if token.kind != "word" or unit_of(token.folded) is None:
            return None
        return place + 1 if token.glued or token.folded not in _SPACED_UNITS else None

    def _area(self, place: int) -> Size | None:
        """Two numbers with a cross between; where the shop has "5 x 8 ft", "5x8" is that."""
        pieces = [token.folded for token in self._tokens[place : place + 3]]
        if len(pieces) < _AREA_TOKENS or pieces[1] not in _CROSS or not pieces[2].isdigit():
            return None
        begins = f"{pieces[0]} x {pieces[2]}"
        end = self._unit_end(place + _AREA_TOKENS)
        stated = size_key(f"{begins} {self._tokens[end - 1].folded}") if end else None
        size = self._terms.size_that_begins(begins) or stated
        return Size(size, set(range(place, end or place + _AREA_TOKENS))) if size else None

    def _named(self, found: list[Term]) -> Size | None:
        """A size of the shop that is nothing else; a bare number is no size."""
        others = {(term.start, term.end) for term in found if term.field != "size"}
        for term in found:
            if term.field != "size" or (term.start, term.end) in others:
                continue
            if self._tokens[term.start].kind != "number":
                opened = term.start and self._tokens[term.start - 1].folded == "in"
                return Size(term.value, set(range(term.start - bool(opened), term.end)))
        return None
