"""Claims about measures: size, weight, capacity, time, and any other number."""

import re
from collections.abc import Iterator

from eval.checker.cart import figures_of_cart
from eval.checker.findings import Finding
from eval.checker.quantities import Quantity, bare_numbers
from eval.checker.reading import Sentence

_ELSEWHERE = re.compile(
    r"\b(?:stars?|rated|rating|reviews?|ratings|left|remain\w*|out of 5|orders?)\b|#", re.I
)


def find(sentence: Sentence) -> Iterator[Finding]:
    """Report measures and numbers that the records of the products spoken of do not state."""
    if sentence.about_order or sentence.about_policy_only or not sentence.subjects:
        return
    for quantity in sentence.quantities:
        if quantity.dimension != "percent" and not _stated(sentence, quantity):
            names = ", ".join(p.product.title for p in sentence.near(quantity.start)[:3])
            yield sentence.finding("figure", quantity.text, f"not in the record of {names}")
    if not _ELSEWHERE.search(sentence.text):
        yield from _other_numbers(sentence)


def _stated(sentence: Sentence, quantity: Quantity) -> bool:
    near = sentence.near(quantity.start)
    if any(quantity.same(known) for p in near for known in p.quantities):
        return True
    # "Holds 5 cups" is as true as "5-cup": a number that the record gives with a like word.
    return any(quantity.same(said) for said in _asked(sentence)) and not sentence.mentions


def _asked(sentence: Sentence) -> list[Quantity]:
    return Sentence(sentence.asked(), sentence.context, sentence.shop).quantities


def _other_numbers(sentence: Sentence) -> Iterator[Finding]:
    text = sentence.text
    places = [(amount.start, amount.end) for amount in sentence.money]
    places += [(quantity.start, quantity.end) for quantity in sentence.quantities]
    for start, end in sorted(places, reverse=True):
        text = text[:start] + " " + text[end:]
    known = {value for p in sentence.subjects for value in p.numbers}
    known |= {value for _, value in bare_numbers(sentence.asked())}
    known |= figures_of_cart(sentence.shop.records.products, sentence.context.cart)
    for written, value in bare_numbers(text):
        if value not in known and value > len(sentence.on_screen):
            yield sentence.finding("figure", written, "in no record spoken of")
