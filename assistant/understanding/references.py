"""Which products a message means: "the second one", "both", "that Sony", "the cheaper one"."""

import re
from dataclasses import dataclass

from assistant.understanding.lexicon import Lexicon
from assistant.understanding.tokens import Token
from retrieval.product import Product
from retrieval.text import words

_LAST = -1
_ARTICLES = frozenset(
    ["the", "that", "this", "your", "el", "la", "le", "der", "die", "das", "den", "dem"]
)
_NUMBERED = re.compile(r"(?:#|\b(?:number|no\.?|nr\.?|option|item|product)\s*)(\d{1,2})\b", re.I)
_PAIR = re.compile(
    r"(?<![\w.])([1-9])\s*(?:vs\.?|and|or|&|,|und|oder|et|ou|y|o|和)\s*#?([1-9])(?![\w.])"
)


@dataclass(frozen=True)
class Shown:
    """What the shopper has before their eyes.

    `products`: shown last, in card order; `spoken_of`: those that the last turn was about;
    `page`: the one whose page is open.
    """

    products: list[Product]
    spoken_of: list[Product]
    page: Product | None


class ReferenceReader:
    """Resolves the references of one message."""

    def __init__(self, tokens: list[Token], message: str, shown: Shown, lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._message = message
        self._shown = shown
        self._lexicon = lexicon

    def read(self) -> list[str]:
        """Return the ids meant, in the order of mention; none where nothing is referred to."""
        readers = (self._counted, self._groups, self._extremes, self._named, self._pronoun)
        for reader in readers:
            found = reader()
            if found:
                return list(dict.fromkeys(product.id for product in found))
        return []

    def _has(self, mark: str) -> bool:
        return bool(self._lexicon.found(self._tokens, mark))

    def _counted(self) -> list[Product]:
        """Read "the second", "number 3", "1 and 2", "the first two", "the last"."""
        shown = self._shown.products
        pair = _PAIR.search(self._message)
        numbers = [int(n) for n in pair.groups()] if pair else []
        numbers += [int(found[1]) for found in _NUMBERED.finditer(self._message)]
        places = [number - 1 for number in numbers]
        for start, end in self._lexicon.found(self._tokens, "ordinal"):
            place = self._lexicon.ordinals[" ".join(t.folded for t in self._tokens[start:end])]
            many = self._lexicon.numerals.get(self._folded(end), 1)
            if place == _LAST and not self._is_named(start, end):
                continue
            if place == _LAST:
                places.extend(range(len(shown) - many, len(shown)))
            else:
                places.extend(range(place - 1, place - 1 + many))
        return [shown[place] for place in places if 0 <= place < len(shown)]

    def _is_named(self, start: int, end: int) -> bool:
        """Whether "last" is a place in the list, and no verb: "how long does it last?"."""
        before = self._folded(start - 1) if start else ""
        spaced = self._tokens[start].kind == "word"
        return not spaced or end - start > 1 or before in _ARTICLES

    def _folded(self, place: int) -> str:
        return self._tokens[place].folded if place < len(self._tokens) else ""

    def _groups(self) -> list[Product]:
        if self._has("both"):
            spoken = self._shown.spoken_of
            return spoken[:2] if len(spoken) == 2 else self._shown.products[:2]
        if self._has("all_shown"):
            spoken = self._shown.spoken_of
            return spoken if len(spoken) > 1 else self._shown.products
        return []

    def _extremes(self) -> list[Product]:
        """Read "the cheaper one", "the most expensive one", "the better rated one"."""
        priced = [(p.offer_price.amount, p) for p in self._shown.products if p.offer_price]
        rated = [(p.rating, p) for p in self._shown.products if p.rating is not None]
        if priced and self._has("the_cheaper"):
            return [min(priced, key=lambda pair: pair[0])[1]]
        if priced and self._has("the_dearer"):
            return [max(priced, key=lambda pair: pair[0])[1]]
        if rated and self._has("the_better_rated"):
            return [max(rated, key=lambda pair: pair[0])[1]]
        return []

    def _named(self) -> list[Product]:
        """Find shown products by words of the message that only some of them carry."""
        asked = set(words(self._message)) - self._lexicon.words
        candidates = list(self._shown.products)
        if self._shown.page and self._shown.page not in candidates:
            candidates.append(self._shown.page)
        carried = [
            set(words(f"{p.title} {p.brand or ''} {_colors(p)}")) & asked for p in candidates
        ]
        if not any(carried):
            return []
        telling = {
            word
            for word in set().union(*carried)
            if len(candidates) == 1 or sum(word in each for each in carried) < len(candidates)
        }
        scores = [len(each & telling) for each in carried]
        best = max(scores)
        meant = [p for p, score in zip(candidates, scores, strict=True) if score == best]
        if best == 0 or len(meant) > max(1, len(candidates) // 2):
            return []
        if len(meant) == 1 and self._has("versus"):
            return self._several(candidates, carried, telling)
        return meant[:1]

    def _several(
        self, candidates: list[Product], carried: list[set[str]], telling: set[str]
    ) -> list[Product]:
        """Of "the oak one or the walnut one", every product that a word points at alone."""
        owners = {word: [i for i, each in enumerate(carried) if word in each] for word in telling}
        alone = sorted({places[0] for places in owners.values() if len(places) == 1})
        return [candidates[place] for place in alone]

    def _pronoun(self) -> list[Product]:
        """Read "it", "this one": what was spoken of last, else the open page, else a lone card."""
        if not self._has("pronoun"):
            return []
        if len(self._shown.spoken_of) == 1:
            return self._shown.spoken_of
        if self._shown.page:
            return [self._shown.page]
        return self._shown.products[:1]


def _colors(product: Product) -> str:
    return " ".join(str(v) for name, v in product.attributes.items() if "colo" in name.lower())
