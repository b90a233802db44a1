"""Reads a wish out of one message by itself: its constraints, and the words that name the thing."""

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from assistant.understanding.amounts import AmountReader
from assistant.understanding.catalog_facts import fact_words
from assistant.understanding.exclusions import Exclusions
from assistant.understanding.lexicon import Lexicon
from assistant.understanding.sizes import SizeReader
from assistant.understanding.terms import Term, Terms, is_loose_color
from assistant.understanding.tokens import tokenize
from retrieval.filters import Constraints

_FIELDS = {
    "field_color": "color",
    "field_brand": "brand",
    "field_price": "price",
    "field_size": "size",
    "field_material": "material",
    "field_stock": "in_stock",
    "field_rating": "rating_min",
}
_WITH = frozenset({"with", "con", "avec", "mit"})
"""Behind these stands what the thing itself has."""
_SHORT = 5
"""Tokens: a longer message that begins with "for" may well name a new thing."""
_AUDIENCES = ("kids", "baby")
"""Marks of those whose things have a name of their own; a knife for my dad is any knife."""
_STEPS = ("cheaper", "pricier", "bigger", "smaller", "more_of_same", "on_sale")


@dataclass
class Wish:
    """What one message says, before the conversation is looked at.

    `thing`: the words that name what is wanted, without marks and constraints.
    `query`: those words with colours, brands and materials, as a search wants them.
    `subject`: the query without the words that ask for a fact ("cheapest", "how many") or for
    advice ("recommend", "a gift").
    `dropped`: constraints that no longer matter ("any colour").
    `supposes`: whether it asks what would be: "can I return it if it doesn't fit?".
    `steps`: changes relative to what was shown ("cheaper").
    """

    constraints: Constraints
    query: str = ""
    subject: str = ""
    thing: list[str] = field(default_factory=list)
    dropped: set[str] = field(default_factory=set)
    steps: set[str] = field(default_factory=set)
    carries: bool = False
    stands_in: bool = False
    supposes: bool = False


class WishReader:
    """Reads one message with the lexicon and the words of the shop."""

    def __init__(self, message: str, terms: Terms, lexicon: Lexicon, language: str = "en") -> None:
        self._tokens = tokenize(message)
        self._lexicon = lexicon
        self._terms = terms
        self._bounds = AmountReader(self._tokens, lexicon, language).read()
        self._used: set[int] = set(self._bounds.used)
        self._silent: set[int] = set()
        self._meant: dict[int, str] = {}

    def read(self) -> Wish:
        """Return the wish."""
        steps = {mark for mark in _STEPS if self._take(mark)}
        in_stock = bool(self._take("in_stock"))
        dropped = self._dropped()
        compounds = self._spans("not_a_color")
        exclusions = Exclusions(self._tokens, self._used, self._lexicon, self._terms).read()
        self._used |= exclusions.used
        found = self._terms.found(self._tokens, self._used | compounds)
        self._meant = {term.start: term.meant for term in found if term.meant}
        purposes = self._behind_purposes()
        audience = self._audience()
        size = SizeReader(self._tokens, self._used, self._lexicon, self._terms).read(
            found, purposes
        )
        self._silent |= size.used
        named = self._named(found)
        constraints = Constraints(
            price_min=_whole(self._bounds.price_min),
            price_max=_whole(self._bounds.price_max),
            rating_min=self._bounds.rating_min,
            in_stock=in_stock or None,
            size=size.value,
            exclude=exclusions.words,
            **named,
        )
        asking = fact_words(self._tokens, self._lexicon) | self._spans("advice")
        narrowing = self._places(found) | self._spans("quality", "audience") | self._qualified()
        return Wish(
            constraints=constraints,
            query=self._for(audience, self._remaining(set())),
            subject=self._for(audience, self._remaining(asking)),
            thing=self._remaining(narrowing | asking),
            dropped=dropped,
            steps=steps,
            carries=self._lexicon.end(self._tokens, 0, "carry") is not None,
            stands_in=bool(self._lexicon.found(self._tokens, "stand_in")),
            supposes=bool(self._spans("condition") - self._spans("filler")),
        )

    def _audience(self) -> str:
        """Use up whom it is for and say it as a shop does: "for my little girl" is for kids."""
        for start, _ in self._lexicon.found(self._tokens, "opener"):
            begin = start + 1
            while (end := self._lexicon.end(self._tokens, begin, "possessive")) is not None:
                begin = end
            for word in _AUDIENCES:
                end = self._lexicon.end(self._tokens, begin, word)
                if end is not None:
                    self._silent |= set(range(start, end))
                    return word
        return ""

    @staticmethod
    def _for(audience: str, named: list[str]) -> str:
        return " ".join([audience, *named] if audience else named)

    def _qualified(self) -> set[int]:
        """Return what a short message says of a thing known already: "and for the garden?"."""
        place, opened = 0, False
        while (end := self._lexicon.end(self._tokens, place, "carry")) is not None:
            opened = opened or self._lexicon.end(self._tokens, place, "opener") is not None
            place = end
        rest = range(place, len(self._tokens))
        return set(rest) if opened and len(rest) <= _SHORT else set()

    def _spans(self, *marks: str) -> set[int]:
        return {
            place
            for mark in marks
            for start, end in self._lexicon.found(self._tokens, mark)
            for place in range(start, end)
        }

    def _take(self, mark: str) -> bool:
        """Use up the phrases of a mark; whether there were any."""
        places = self._spans(mark) - self._used
        self._used |= places
        return bool(places)

    def _dropped(self) -> set[str]:
        """Find what no longer matters: "any colour", "the price doesn't matter"."""
        dropped = set()
        waived = self._lexicon.found(self._tokens, "any")
        for mark, name in _FIELDS.items():
            for start, end in self._lexicon.found(self._tokens, mark):
                near = [span for span in waived if span[1] == start or 0 <= span[0] - end <= 1]
                if near:
                    dropped.add(name)
                    self._used |= {*range(start, end), *range(*near[0])}
        return dropped

    def _named(self, found: list[Term]) -> dict[str, str]:
        named: dict[str, str] = {}
        colors = {self._color(term) for term in found if self._is_color(term)}
        if len(colors) == 1:
            # "red or blue" is no single colour: both words stay in the query.
            named["color"] = colors.pop()
        for term in found:
            if term.field == "brand":
                named.setdefault("brand", term.value)
            elif term.field == "category" and self._is_head(term):
                named["category"] = term.value
        if "category" in named and self._terms.is_shared(named["category"]):
            del named["category"]
        return named

    def _color(self, term: Term) -> str:
        word = self._tokens[term.start]
        return self._lexicon.colors.get(word.folded, term.value.lower())

    def _is_color(self, term: Term) -> bool:
        """Whether a colour is meant: not "oranges", and "olive" only as in "in olive"."""
        last = self._tokens[term.end - 1]
        if term.field != "color":
            return False
        if last.key != last.folded and last.folded not in self._lexicon.colors:
            return False
        if not is_loose_color(term.value):
            return True
        before = self._tokens[term.start - 1].folded if term.start else ""
        after = self._tokens[term.end].folded if term.end < len(self._tokens) else ""
        return before in ("in", "color", "colour") or after in (
            "color",
            "colour",
            "coloured",
            "colored",
        )

    def _is_head(self, term: Term) -> bool:
        """Whether the category is the thing itself: not what it is for, nor half of a name."""
        if any(start < term.start for start, _ in self._purposes()):
            return False
        if term.end >= len(self._tokens):
            return True
        following = self._tokens[term.end]
        return (
            following.kind not in ("word", "cjk")
            or term.end in self._used
            or following.folded in self._lexicon.words
            or self._terms.knows(following.key)
        )

    def _behind_purposes(self) -> set[int]:
        begun = [start for start, _ in self._purposes() if self._tokens[start].folded not in _WITH]
        return set(range(min(begun), len(self._tokens))) if begun else set()

    def _purposes(self) -> list[tuple[int, int]]:
        """Return where purposes begin: behind a thing, not in "i'm hunting for" and the like."""
        words = self._lexicon.words
        begun = [
            place
            for place, token in enumerate(self._tokens)
            if token.kind != "sign"
            and place not in self._used
            and token.folded not in words
            and not token.folded.endswith("ing")
        ]
        fillers = self._long_fillers()
        return [
            span
            for span in self._lexicon.found(self._tokens, "purpose")
            if span[0] not in fillers | self._used and begun and begun[0] < span[0]
        ]

    def _long_fillers(self) -> set[int]:
        return {
            place
            for start, end in self._lexicon.found(self._tokens, "filler")
            if end - start > 1
            for place in range(start, end)
        }

    def _places(self, found: list[Term]) -> set[int]:
        """Return where words stand that narrow a thing without naming it."""
        return {
            place
            for term in found
            if term.field in ("brand", "size", "material") or self._is_color(term)
            for place in range(term.start, term.end)
        }

    def _remaining(self, without: set[int]) -> list[str]:
        """Return the words that are left, fillers at both ends and signs removed."""
        skipped = self._used | self._silent | without
        fillers = self._spans("filler", "stand_in")
        kept = [
            place
            for place, token in enumerate(self._tokens)
            if place not in skipped and (token.kind != "sign" or self._joins(place))
        ]
        long_fillers = self._long_fillers()
        kept = [place for place in kept if place not in long_fillers]
        fillers -= self._glued_to_numbers()
        while kept and (kept[0] in fillers or self._tokens[kept[0]].kind == "sign"):
            kept.pop(0)
        while kept and (kept[-1] in fillers or self._tokens[kept[-1]].kind == "sign"):
            kept.pop()
        return self._joined(kept)

    def _glued_to_numbers(self) -> set[int]:
        """Letters of a name such as "A4", which say something."""
        return {
            place
            for place, (token, following) in enumerate(pairwise(self._tokens))
            if token.kind == "word" and following.kind == "number" and following.glued
        }

    def _joined(self, kept: list[int]) -> list[str]:
        """Put glued tokens back together, and typos right."""
        pieces: list[str] = []
        for place in kept:
            text = self._meant.get(place, self._tokens[place].text)
            if pieces and self._tokens[place].glued and place - 1 in kept:
                pieces[-1] += text
            else:
                pieces.append(text)
        return pieces

    def _joins(self, place: int) -> bool:
        """Whether a sign holds two words together, as in "wh-1000" and "on/off"."""
        tokens = self._tokens
        inside = 0 < place < len(tokens) - 1
        return inside and tokens[place].text in "-/&.+" and tokens[place + 1].glued


def _whole(value: Decimal | None) -> Decimal | None:
    """Write 50.00 as 50."""
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
