"""Claims that the shop has no such thing, where the catalog holds one."""

import re
from collections.abc import Iterator
from decimal import Decimal

from eval.checker.findings import Finding
from eval.checker.lexicon import lexicon
from eval.checker.quantities import read_money, read_number
from eval.checker.reading import Sentence
from eval.checker.shop import ProductFacts
from eval.text import stems

_VERB = r"(?:carry|sell|have|find|found|stock|offer|see|do)"
_DENIALS = (
    re.compile(rf"(?:do not|don't|does not|doesn't|could not|couldn't|cannot|can't|did not|didn't|"
               rf"unable to|haven't|not) (?:\w+ )?{_VERB}\s+(?P<what>.+)", re.I),
    re.compile(r"(?P<what>[\w\s-]+?) (?:is|are) not (?:something|a thing|part|in|among)\b", re.I),
    re.compile(r"\b(?:we have|there (?:is|are)|i found|we carry|we sell|found) (?:no|none of)\s+"
               r"(?P<what>.+)",
               re.I),
    re.compile(r"\bnone of (?:our|the)\s+(?P<what>.+)", re.I),
    re.compile(r"\bno (?P<what>[\w\s-]+?) (?:match\w*|was found|were found|"
               r"in (?:our|the) (?:shop|catalog|range))",
               re.I),
    re.compile(r"(?:^|\b(?:found|have|is|carry|see) )nothing (?P<what>.*)", re.I),
)  # fmt: skip
_CUT = re.compile(
    r"\b(?:but|that|which|here|right now|at the moment|in our|in the|in the shop|so)\b|[;,.]", re.I
)
_UNDER = re.compile(r"\b(?:under|below|less than|up to|within|cheaper than)\s*$", re.I)
_GENERIC = frozenset(
    stems(
        "anything something nothing exact exactly thing catalog shop matching match "
        "description criteria sell store find stock brand kind"
    )
)
_NUMBER_WORDS = {"1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six"}


def find(sentence: Sentence) -> Iterator[Finding]:
    """Report denials that a product of the catalog disproves."""
    found = next((m for pattern in _DENIALS if (m := pattern.search(sentence.low))), None)
    if found is None or sentence.about_order or sentence.about_policy_only:
        return
    what = _CUT.split(found["what"])[0]
    limit = _limit(what) or _limit(found["what"])
    wanted = _content(what)
    if not wanted and _limit(found["what"]) is None:
        wanted = _content(sentence.context.messages[-1] if sentence.context.messages else "")
    if wanted & lexicon("policy") or not wanted:
        return
    in_stock_only = "in stock" in sentence.low
    for product_id in sorted(sentence.shop.having(wanted)):
        facts = sentence.shop.facts(product_id)
        if _fits(facts, limit) and (facts.product.in_stock or not in_stock_only):
            claim = found.group().strip()
            yield sentence.finding(
                "absence", claim, f"there is {facts.product.title} ({product_id})"
            )
            return


def _content(text: str) -> frozenset[str]:
    bare = re.sub(r"[$€£]?\d+(?:[.,]\d+)*\s*(?:dollars?|euros?|€|usd)?", _number, text)
    kept = [w for w in stems(bare) if w in _NUMBER_WORDS.values() and "person" in bare]
    return (frozenset(stems(bare)) - lexicon("stop") - lexicon("fluff") - _GENERIC) | frozenset(
        kept
    )


def _number(found: re.Match[str]) -> str:
    return _NUMBER_WORDS.get(found.group(), " ")


def _limit(text: str) -> Decimal | None:
    for amount in read_money(text):
        if _UNDER.search(text[: amount.start]):
            return amount.value
    found = re.search(r"(?:under|below|less than) (\d+)", text)
    return read_number(found[1]) if found else None


def _fits(facts: ProductFacts, limit: Decimal | None) -> bool:
    price = facts.product.offer_price
    return limit is None or (price is not None and price.amount <= limit)
