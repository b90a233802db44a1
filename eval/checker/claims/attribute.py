"""Claims that name an attribute of the record and give it a value: "its lining is cotton"."""

import re
from collections.abc import Iterator

from eval.checker.findings import Finding
from eval.checker.lexicon import lexicon
from eval.checker.quantities import bare_numbers, read_quantities
from eval.checker.reading import Sentence
from eval.checker.shop import ProductFacts
from eval.text import stems

_YES_NO = {"true": "true", "yes": "true", "false": "false", "no": "false"}


def find(sentence: Sentence) -> Iterator[Finding]:
    """Report attributes that are given another value than the record's."""
    if sentence.about_order or sentence.about_policy_only:
        return
    for name in sorted({name for p in sentence.subjects for name in p.product.attributes}):
        spoken = re.escape(name.replace("_", " "))
        found = re.search(
            rf"\b{spoken}(?: is| are|:)\s+(?P<what>(?:[^,;.]|(?<=\d)\.(?=\d))+)",
            sentence.text,
            re.I,
        )
        if found and not sentence.in_name(found.start()):
            products = [p for p in sentence.near(found.start()) if name in p.product.attributes]
            if products and not any(_agrees(p, name, found["what"]) for p in products):
                known = [p.product.attributes[name] for p in products[:3]]
                yield sentence.finding("fit", found.group(), f"{name}: {known}")


def _agrees(facts: ProductFacts, name: str, claimed: str) -> bool:
    given = facts.product.attributes[name]
    if isinstance(given, bool):
        return _YES_NO.get(claimed.strip().lower(), str(given).lower()) == str(given).lower()
    values = given if isinstance(given, list) else [given]
    known = {stem for value in values for stem in stems(str(value))}
    if not read_quantities(claimed):  # measures are the business of `figure`, which knows units
        numbers = {number for value in values for _, number in bare_numbers(str(value))}
        if not {number for _, number in bare_numbers(claimed)} <= numbers:
            return False
    said = {stem for stem in stems(claimed) if not stem[0].isdigit()}
    return said - lexicon("stop") <= known
