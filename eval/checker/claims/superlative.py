"""Claims that a product is the most of something: cheapest, best rated, lightest, most popular."""

import re
from collections.abc import Callable, Iterator

from eval.checker.findings import Finding
from eval.checker.lexicon import lexicon
from eval.checker.reading import Sentence
from eval.checker.shop import ProductFacts
from eval.text import stems

_PRICE = re.compile(
    r"\b(?:(?P<low>cheapest|cheaper one|least expensive|most affordable|lowest[- ]priced?)|"
    r"(?P<high>most expensive|dearest|priciest|highest[- ]priced?))\b",
    re.I,
)
_RATING = re.compile(r"\b(?:best|highest|top)[- ]rated\b", re.I)
_SALES = re.compile(
    r"\b(?:best[- ]?sell\w*|most popular|most bought|top[- ]selling|customer favou?rites?|"
    r"(?:shoppers'?|customers'?|everyone's) favou?rite|most loved|"
    r"on the market|in the world|trending)\b",
    re.I,
)
_MEASURE = re.compile(
    r"\b(?P<word>lightest|lighter|heaviest|heavier|largest|biggest|smallest|roomiest)\b", re.I
)
_HERE = re.compile(
    r"\b(?:of (?:these|those|them|the (?:two|three|four|five))|here|listed|shown)\b", re.I
)
_DIMENSIONS = {"light": "mass", "heav": "mass", "larg": "volume", "bigg": "volume",
               "smal": "volume", "room": "volume"}  # fmt: skip
_HIGHEST = ("heav", "larg", "bigg", "room")

Value = Callable[[ProductFacts], float | None]


def find(sentence: Sentence) -> Iterator[Finding]:
    """Report superlatives that the catalog contradicts, and those that no record could bear out."""
    if (sales := _SALES.search(sentence.text)) and not sentence.negated:
        if not any(
            sentence.stems & p.text >= frozenset(stems(sales.group())) for p in sentence.subjects
        ):
            yield sentence.finding("superlative", sales.group(), "no record of what sells or leads")
        return
    if not sentence.subjects or sentence.about_policy_only:
        return
    if price := _PRICE.search(sentence.text):
        yield from _extreme(sentence, price, _price, highest=bool(price["high"]))
    if rating := _RATING.search(sentence.text):
        yield from _extreme(sentence, rating, lambda p: p.product.rating, highest=True)
    if measure := _MEASURE.search(sentence.text):
        key = measure["word"][:4].lower() if measure["word"].lower()[:5] != "light" else "light"
        dimension = _DIMENSIONS[key]
        yield from _extreme(
            sentence, measure, lambda p: _measure(p, dimension), highest=key in _HIGHEST
        )


def _extreme(
    sentence: Sentence, found: re.Match[str], value: Value, *, highest: bool
) -> Iterator[Finding]:
    named = sentence.near(found.start()) if sentence.mentions else sentence.subjects[:1]
    claimed = [number for p in named if (number := value(p)) is not None]
    best = max if highest else min
    for scope in _scopes(sentence, found):
        numbers = [number for p in scope if (number := value(p)) is not None]
        if numbers and claimed and best(claimed) == best(numbers):
            return
    yield sentence.finding("superlative", found.group(), "the catalog has one that is more so")


def _scopes(sentence: Sentence, found: re.Match[str]) -> Iterator[list[ProductFacts]]:
    """What it may be the most of: those shown, or all of the catalog that the words after name."""
    comparative = found.group().lower().endswith(("er", "er one"))
    if comparative or _HERE.search(sentence.text):
        yield sentence.subjects if len(sentence.subjects) > 1 else _cards(sentence)
        return
    for name, members in sentence.shop.by_category.items():
        if frozenset(stems(name)) <= sentence.stems:
            yield [sentence.shop.facts(p) for p in members]
    nouns = frozenset(stems(sentence.text)) & frozenset(sentence.shop.by_core)
    nouns -= lexicon("stop") | lexicon("fluff")
    for noun in nouns:
        scope = [sentence.shop.facts(p) for p in sentence.shop.by_core[noun]]
        if _is_kind(noun, scope):
            yield scope
    if not sentence.text[found.end() :].strip(" ."):
        yield _cards(sentence)


def _is_kind(noun: str, scope: list[ProductFacts]) -> bool:
    """Whether the word names a kind of thing, as words of categories and title ends do."""
    return len(scope) > 1 and any(noun in stems(" ".join(p.product.category)) for p in scope)


def _cards(sentence: Sentence) -> list[ProductFacts]:
    return [sentence.shop.facts(p) for p in sentence.on_screen]


def _price(facts: ProductFacts) -> float | None:
    price = facts.product.offer_price
    return None if price is None else float(price.amount)


def _measure(facts: ProductFacts, dimension: str) -> float | None:
    found = [float(q.value) for q in facts.quantities if q.dimension == dimension]
    return max(found, default=None)
