"""Claims about stock: there is some, none, so many left, or some to come."""

import re
from collections.abc import Iterator

from eval.checker.findings import Finding
from eval.checker.lexicon import lexicon
from eval.checker.quantities import read_number
from eval.checker.reading import Sentence
from eval.checker.shop import ProductFacts
from eval.text import stems
from retrieval.product import Product

_OUT = re.compile(
    r"\b(?:out of stock|sold out|unavailable|not (?:\w+ ){0,2}(?:in stock|available)|"
    r"(?:isn't|aren't|can't be|cannot be) (?:\w+ ){0,2}(?:in stock|available|ordered|bought))",
    re.I,
)
_IN = re.compile(
    r"\b(?:in stock|available (?:now|for|in|today)|(?:is|are) (?:\w+ )?available|"
    r"ready to (?:order|ship)|"
    r"can be ordered|comes? in size|available\.)",
    re.I,
)
_LEFT = re.compile(
    r"(?<![$€£\d.,])\b(?P<count>\d+|one|two|three|four|five|six|seven|eight|nine|ten)\s+"
    r"(?:(?!and )[\w'-]+ ){0,9}?(?:left\b|remain\w*|in stock)",
    re.I,
)
_TO_COME = re.compile(
    r"\b(?:back in stock|restock\w*|available again|will (?:be )?(?:arrive|available|return|back)|"
    r"more (?:\w+ )*(?:will )?arriv\w+|expected)\b.{0,30}",
    re.I,
)
_SIZE = re.compile(r"\bsizes?\s+(?P<size>[A-Z]{1,4}\b|\d+(?:[.,]\d)?)", re.I)


def find(sentence: Sentence) -> Iterator[Finding]:
    """Report statements about stock that the records contradict or say nothing of."""
    if sentence.about_order or not sentence.subjects:
        return
    if (coming := _TO_COME.search(sentence.text)) and not sentence.negated:
        if not _promised(sentence):
            yield sentence.finding("availability", coming.group(), "no record says so")
        return
    for found in _LEFT.finditer(sentence.text):
        if sentence.in_name(found.start()):
            continue  # a number of the product's name
        count = int(read_number(found["count"]))
        stocks = [p.product.stock for p in sentence.near(found.start())]
        all_of_them = found.group().endswith("in stock") and count == len(sentence.subjects) > 1
        if count not in stocks and not all_of_them:
            yield sentence.finding("availability", found.group(), f"in stock: {stocks}")
            return
    for clause in sentence.clauses():
        yield from _state(clause)


def _state(sentence: Sentence) -> Iterator[Finding]:
    out, inside = _OUT.search(sentence.text), _IN.search(sentence.text)
    if not (out or inside) or (inside and not out and sentence.negated):
        return
    found = out or inside
    assert found is not None
    products = sentence.subjects if sentence.says_all else sentence.near(found.start())
    right = [_holds(sentence, facts, out is not None) for facts in products]
    if not (all(right) if sentence.says_all else any(right)):
        known = "; ".join(f"{p.product.title}: {p.product.stock}" for p in products[:4])
        yield sentence.finding("availability", found.group(), f"stock of {known}")


def _holds(sentence: Sentence, facts: ProductFacts, sold_out: bool) -> bool:
    """Whether the variants that the sentence's colour and size pick are in that state."""
    picked = _picked(sentence, facts)
    if sold_out:
        return bool(picked) and all(not variant.in_stock for variant in picked)
    return any(variant.in_stock for variant in picked)


def _picked(sentence: Sentence, facts: ProductFacts) -> list[Product]:
    variants = sentence.shop.records.variants(facts.product.id)
    size = _SIZE.search(sentence.text)
    colors = sentence.stems & lexicon("colors") - facts.title
    if not size and not colors:
        return [facts.product] if _OUT.search(sentence.text) else variants
    return [
        variant
        for variant in variants
        if colors <= sentence.shop.facts(variant.id).core
        and (size is None or stems(size["size"])[0] in _sizes(variant))
    ]


def _sizes(product: Product) -> set[str]:
    given = product.attributes.get("size", [])
    listed = given if isinstance(given, list) else [given]
    return {stem for size in listed for stem in stems(str(size))}


def _promised(sentence: Sentence) -> bool:
    wanted = frozenset({"stock", "restock", "back"})
    return any(len(wanted & known) > 1 for _, known in sentence.shop.passage_stems)
