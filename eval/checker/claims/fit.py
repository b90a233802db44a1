"""Claims about what a product is: colour, material, features, what comes with it."""

import re
from collections.abc import Iterator

from eval.checker.findings import Finding
from eval.checker.lexicon import lexicon
from eval.checker.polarity import clauses, negated
from eval.checker.reading import Sentence
from eval.checker.shop import ProductFacts
from eval.text import stems

_STATED = re.compile(
    r"\b(?:made (?:of|from|for|in|by hand)|comes? (?:in|with)|has|have|features?|suitable for|"
    r"works? (?:on|with)|includes?|equipped with|filled with|put (?:it|the|them) in|handmade in|"
    r"fits? in)\s+(?P<what>[^,;.]+)",
    re.I,
)
_INCLUDED = re.compile(r"\b(?:an?|the)\s+(?P<what>[\w\s-]+?)\s+(?:is|are) included", re.I)
_LEXICA = ("colors", "materials", "features")
_TALK = frozenset(
    stems(
        "rating star review price size stock variety way style color colour number purpose "
        "order average look inside day life man woman adult kid someone person gift"
    )
)


def find(sentence: Sentence) -> Iterator[Finding]:
    """Report attributes that the records of the products spoken of do not bear out."""
    if sentence.about_order or sentence.about_policy_only or not sentence.subjects:
        return
    if re.search(
        r"\b(?:say|mention|specif\w+|couldn't find|don't (?:have|carry|sell)|there is no)\b",
        sentence.low,
    ):
        return  # denials of knowledge and of presence have checks of their own
    for clause in sentence.clauses():
        yield from _clause(clause)


def _clause(clause: Sentence) -> Iterator[Finding]:
    subjects = clause.subjects
    named = {stem for p in subjects for stem in p.title} if clause.mentions else set()
    for stem in sorted(_attributes(clause) - named):
        right = [_bears_out(p, stem, denied=clause.negated) for p in subjects]
        if not (all(right) if clause.says_all else any(right)):
            titles = ", ".join(p.product.title for p in subjects[:3])
            yield clause.finding("fit", stem, f"the record of {titles} does not say so")
            return


def _attributes(clause: Sentence) -> frozenset[str]:
    """Return the stems of the words that claim an attribute."""
    known = {stem for name in _LEXICA for stem in lexicon(name)}
    claimed = {stem for stem in clause.stems if stem in known}
    for pattern in (_STATED, _INCLUDED):
        for found in pattern.finditer(clause.text):
            claimed |= {stem for stem in stems(found["what"]) if stem.isalpha()}
    skipped = lexicon("stop") | lexicon("fluff") | lexicon("policy_talk") | _TALK
    return frozenset(claimed) - (skipped - known)


def _bears_out(facts: ProductFacts, stem: str, *, denied: bool) -> bool:
    """Whether a line of the record with that word agrees; silence bears out a denial."""
    lines = [line for line in facts.lines if stem in stems(line)]
    if denied:
        return not lines or any(negated(line) for line in lines)
    return any(not negated(part) for line in lines for part in clauses(line) if stem in stems(part))
