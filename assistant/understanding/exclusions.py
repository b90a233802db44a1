"""What the shopper does not want: "not leather", "without a cord", "anything but Nike"."""

from dataclasses import dataclass, field

from assistant.understanding.lexicon import Lexicon
from assistant.understanding.terms import Terms, is_thing
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
_MOST_CHARACTERS = 4


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
            place = self._item(end, excluded, opens=not self._says_anything(start))
            if place is None:
                continue
            excluded.used.update(range(start, end))
            while (after := self._joined(place, excluded)) is not None:
                place = after
        return excluded

    def _item(self, place: int, excluded: Excluded, *, opens: bool = False) -> int | None:
        """Read one thing that is excluded; return where it ends.

        Args:
            place: Where it begins.
            excluded: What it is added to.
            opens: Whether the message names nothing before: "anything but Nike shoes" leaves shoes.
        """
        begin, place = place, self._past("determiner", place)
        if not self._free(place) or self._lexicon.end(self._tokens, place, "not_excludable"):
            return None
        known = self._known_end(place)
        end = known or self._unknown_end(place, opens=opens)
        if end == place:
            return None
        value = self._text(place, end)
        color = self._lexicon.colors.get(value)
        if value not in excluded.words:
            excluded.words.append(color or value)
        if known and not opens and self._ends_message(known):
            end = known + 1  # the strap of "a watch without a leather strap"
        excluded.used.update(range(begin, end))
        return end

    def _ends_message(self, place: int) -> bool:
        """Whether one last word stands here."""
        return place + 1 == len(self._tokens) and self._free(place) and not self._is_bound(place)

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
        return alternative and self._ends_message(place)

    def _past(self, mark: str, place: int) -> int:
        while (end := self._lexicon.end(self._tokens, place, mark)) is not None:
            if self._compound_end(place):
                break
            place = end
        return place

    def _free(self, place: int) -> bool:
        inside = place < len(self._tokens) and place not in self._taken
        return inside and self._tokens[place].kind in ("word", "cjk")

    def _known_end(self, place: int) -> int | None:
        here = [term for term in self._terms.found(self._tokens[place:], set()) if term.start == 0]
        return place + here[0].end if here else None

    def _unknown_end(self, place: int, *, opens: bool) -> int:
        end, words = place, 0
        limit = _MOST_CHARACTERS if self._tokens[place].kind == "cjk" else _MOST_WORDS
        while words < limit and self._free(end):
            compound = self._compound_end(end)
            if compound is None and self._is_bound(end):
                break
            if words and opens and (self._known_end(end) or is_thing(self._tokens[end].folded)):
                break
            end, words = compound or end + 1, words + 1
        return end

    def _is_bound(self, place: int) -> bool:
        marks = (*_BOUNDARIES, "joiner")
        return any(self._lexicon.end(self._tokens, place, mark) for mark in marks)

    def _compound_end(self, place: int) -> int | None:
        """Where a word written with hyphens ends, "in-ear" being no "in"; None: it has none."""
        end = place + 1
        while (
            end + 1 < len(self._tokens)
            and self._tokens[end].text == "-"
            and self._tokens[end].glued
            and self._tokens[end + 1].glued
        ):
            end += 2
        return end if end > place + 1 else None

    def _text(self, place: int, end: int) -> str:
        """The words as they are compared: of "in-ear", a key keeps both."""
        glue = "" if self._tokens[place].kind == "cjk" else " "
        return glue.join(token.folded for token in self._tokens[place:end] if token.kind != "sign")

    def _says_anything(self, start: int) -> bool:
        """Whether a word that may name a thing stands before a place."""
        return any(
            token.kind in ("word", "cjk") and token.folded not in self._lexicon.words
            for token in self._tokens[:start]
        )
