"""What the shopper does not want: "not leather", "without a cord", "anything but Nike"."""

from dataclasses import dataclass, field

from assistant.understanding.lexicon import Lexicon
from assistant.understanding.terms import Terms
from assistant.understanding.tokens import Token

_BOUNDARIES = (
    "filler",
    "at_most",
    "at_least",
    "between",
    "about",
    "in_stock",
    "purpose",
    "any",
    "carry",
)
_MOST_WORDS = 2


@dataclass
class Excluded:
    """Words to leave out, and the tokens that say so."""

    words: list[str] = field(default_factory=list)
    used: set[int] = field(default_factory=set)


class Exclusions:
    """Reads the scope of every negation in a message.

    A scope is one known word of the shop (brand, material, colour, category), or else up to two
    words, and again after "or" and "and" as long as what follows is known or the first was not.
    """

    def __init__(
        self, tokens: list[Token], taken: set[int], lexicon: Lexicon, terms: Terms
    ) -> None:
        self._tokens = tokens
        self._taken = taken
        self._lexicon = lexicon
        self._terms = terms

    def read(self) -> Excluded:
        """Return everything that is excluded, in the order of mention."""
        excluded = Excluded()
        for start, end in self._lexicon.found(self._tokens, "exclude"):
            if not self._taken.isdisjoint(range(start, end)):
                continue
            place = self._item(end, excluded)
            if place is None:
                continue
            excluded.used.update(range(start, end))
            while (after := self._joined(place, excluded)) is not None:
                place = after
        return excluded

    def _item(self, place: int, excluded: Excluded) -> int | None:
        """Read one thing that is excluded; return where it ends."""
        begin, place = place, self._past("determiner", place)
        if not self._free(place) or self._lexicon.end(self._tokens, place, "not_excludable"):
            return None
        end = self._known_end(place) or self._unknown_end(place)
        if end == place:
            return None
        glue = "" if self._tokens[place].kind == "cjk" else " "
        value = glue.join(token.folded for token in self._tokens[place:end])
        color = self._lexicon.colors.get(value)
        if value not in excluded.words:
            excluded.words.append(color or value)
        excluded.used.update(range(begin, end))
        return end

    def _joined(self, place: int, excluded: Excluded) -> int | None:
        begin = place
        while (
            place < len(self._tokens)
            and self._lexicon.end(self._tokens, place, "joiner") == place + 1
        ):
            place += 1
        if place == begin:
            return None
        again = self._lexicon.end(self._tokens, place, "exclude")
        item = self._past("determiner", again or place)
        if again is None and self._known_end(item) is None and not self._ends_list(begin, item):
            return None
        end = self._item(item, excluded)
        if end is not None:
            excluded.used.update(range(begin, end))
        return end

    def _ends_list(self, joined: int, place: int) -> bool:
        """Whether "or wheels" closes the negation: one last word behind an "or"."""
        alternative = self._lexicon.end(self._tokens, joined, "alternative") is not None
        return alternative and self._free(place) and place + 1 == len(self._tokens)

    def _past(self, mark: str, place: int) -> int:
        while (end := self._lexicon.end(self._tokens, place, mark)) is not None:
            place = end
        return place

    def _free(self, place: int) -> bool:
        inside = place < len(self._tokens) and place not in self._taken
        return inside and self._tokens[place].kind in ("word", "cjk")

    def _known_end(self, place: int) -> int | None:
        here = [term for term in self._terms.found(self._tokens[place:], set()) if term.start == 0]
        return place + here[0].end if here else None

    def _unknown_end(self, place: int) -> int:
        end = place
        limit = place + (4 if self._tokens[place].kind == "cjk" else _MOST_WORDS)
        while end < limit and self._free(end):
            bounded = any(self._lexicon.end(self._tokens, end, mark) for mark in _BOUNDARIES)
            if bounded or self._lexicon.end(self._tokens, end, "joiner"):
                break
            end += 1
        return end
