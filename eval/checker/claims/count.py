"""Claims about how many of a kind the shop has, or the reply shows."""

import re
from collections.abc import Iterator

from eval.checker.findings import Finding
from eval.checker.lexicon import lexicon
from eval.checker.quantities import read_number
from eval.checker.reading import Sentence
from eval.text import stems

_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_COUNT = re.compile(
    rf"\b(?P<lead>we (?:have|carry|stock|sell|offer|currently have)|there are|there is|here are|"
    rf"i found|i've found|found|showing|these)\s+(?P<bound>more than |over |about |at least )?"
    rf"(?P<count>\d[\d,]*|{_WORDS})\s+"
    rf"(?:pairs? of |different |such |matching )?(?P<noun>[\w\s&'-]+)",
    re.I,
)
_SHOWN = ("here", "i found", "i've", "found", "show", "these")


def find(sentence: Sentence) -> Iterator[Finding]:
    """Report counts that neither the catalog nor the cards bear out."""
    if sentence.about_order:
        return
    for found in _COUNT.finditer(sentence.text):
        noun = re.split(
            r"\b(?:for|in|under|below|from|that|which|left|on|with)\b|[,.]", found["noun"]
        )[0]
        count = int(read_number(found["count"].rstrip(",")))
        readings = _readings(sentence, noun, found["lead"].lower())
        bound = (found["bound"] or "").strip().lower()
        right = any(
            known > count if bound in ("more than", "over") else known == count
            for known in readings
        )
        if readings and not right:
            reason = f"counts are {sorted(readings)}"
            yield sentence.finding("count", found.group().strip(), reason)


def _readings(sentence: Sentence, noun: str, lead: str) -> set[int]:
    """Return every count that the words may fairly mean."""
    shop, products = sentence.shop, sentence.shop.records.products
    shown = len(sentence.context.cards)
    wanted = frozenset(stems(noun)) - lexicon("stop") - lexicon("fluff")
    if re.search(r"\b(?:departments?|categories)\b", noun, re.I):
        return {
            len({tuple(p.category[:level]) for p in products.values()}) for level in (1, 2, 3)
        } | {len({name for p in products.values() for name in p.category})}
    if re.search(r"\bbrands?\b", noun, re.I):
        return {len(shop.brands)}
    if not wanted:
        return {shown, len(products)} if lead.startswith(_SHOWN) else set()
    ids = shop.having(wanted)
    title = {p for p in ids if wanted <= shop.facts(p).title}
    category = {p for p in ids if wanted <= frozenset(stems(" ".join(products[p].category)))}
    readings = {shown} if lead.startswith(_SHOWN) or shown == len(ids) else set()
    for kind in (ids, title, category):
        for some in (kind, {p for p in kind if products[p].in_stock}):
            readings |= {len(some), len({products[p].group_id or p for p in some})}
    return readings
