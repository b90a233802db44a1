"""Claims about ratings and the number of reviews."""

import re
from collections.abc import Iterator

from eval.checker.findings import Finding
from eval.checker.quantities import read_number
from eval.checker.reading import Sentence
from eval.checker.shop import ProductFacts

_STARS = re.compile(
    r"(?P<bound>above|over|at least|more than)?\s*(?P<value>\d(?:[.,]\d+)?)\s*"
    r"(?:-|\s)?(?:stars?\b|out of (?:5|five)|/\s?5)"
    r"|\b(?:rated|rating of|rating is|average of|rating:)\s*(?:at\s)?"
    r"(?P<bound2>above|over|at least)?"
    r"\s*(?P<value2>\d(?:[.,]\d+)?)(?!\d)",
    re.I,
)
_WISH = re.compile(r"\bnothing\b.*\bor (?:better|more|higher)\b", re.I)
"""Restates what was asked for and says that no product is so: a rating of none."""
_FOLLOWING = re.compile(r",\s*the\s+[\w\s-]+?\s(\d[.,]\d)\b")
_COUNT = re.compile(
    r"(?P<bound>over |more than )?(?P<count>\d[\d,]*) (?:reviews|ratings)\b"
    r"|\b(?:by|from) (?P<bound2>over |more than )?(?P<count2>\d[\d,]*) [a-z]+"
    r"|(?P<bound3>over |more than )?"
    r"(?P<count3>\d[\d,]*) (?!is )[a-z]+ (?:have )?(?:rated|reviewed)\b",
    re.I,
)


def find(sentence: Sentence) -> Iterator[Finding]:
    """Report ratings and review counts that the records do not state."""
    if not sentence.subjects or _WISH.search(sentence.text):
        return
    for found in _STARS.finditer(sentence.text):
        value = float(read_number(found["value"] or found["value2"]))
        bound = found["bound"] or found["bound2"]
        yield from _rating(sentence, found.start(), found.group().strip(), value, bound)
    if _STARS.search(sentence.text):
        for found in _FOLLOWING.finditer(sentence.text):
            value = float(read_number(found[1]))
            yield from _rating(sentence, found.start(1), found[1], value, None)
    if re.search(r"\b(?:rat(?:ed|ings?)|review\w*|stars?)\b", sentence.low):
        yield from _counts(sentence)


def _counts(sentence: Sentence) -> Iterator[Finding]:
    for found in _COUNT.finditer(sentence.text):
        given = [found[group] for group in ("count", "count2", "count3")]
        count = int(read_number(next(filter(None, given))))
        bound = found["bound"] or found["bound2"] or found["bound3"]
        known = [p.product.rating_count or 0 for p in sentence.near(found.start())]
        if not any(have > count if bound else have == count for have in known):
            yield sentence.finding("rating", found.group().strip(), f"review counts are {known}")


def _rating(
    sentence: Sentence, place: int, claim: str, value: float, bound: str | None
) -> Iterator[Finding]:
    products = sentence.near(place)
    right = [_holds(p, value, bound) for p in products]
    if not (all(right) if sentence.says_all else any(right)):
        known = "; ".join(f"{p.product.title}: {p.product.rating}" for p in products[:4])
        yield sentence.finding("rating", claim, known)


def _holds(facts: ProductFacts, value: float, bound: str | None) -> bool:
    rating = facts.product.rating
    if rating is None:
        return False
    if bound and bound.lower() == "at least":
        return rating >= value
    return rating > value if bound else abs(rating - value) < 0.051
