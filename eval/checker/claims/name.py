"""Names of products and brands that the shop does not have, or that belong to another product."""

import re
from collections.abc import Iterator

from eval.checker.findings import Finding
from eval.checker.lexicon import lexicon
from eval.checker.mentions import NameSpan, name_spans
from eval.checker.reading import Sentence
from eval.text import stems

_CALENDAR = frozenset(
    stems(
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
        "June July August September October November December Christmas Easter English German "
        "French Spanish Italian I USD EUR GBP OK FAQ LED USB"
    )
)


def find(sentence: Sentence) -> Iterator[Finding]:
    """Report names that are nobody's, and brands given to a product of another brand."""
    if sentence.negated:  # "we do not carry Sony" names what is not there, and says so
        return
    for span in _candidates(sentence):
        if not _known(span, sentence) and not _all_known(span, sentence):
            yield sentence.finding("name", span.text, "no record has a thing of this name")
    yield from _wrong_brands(sentence)


def _candidates(sentence: Sentence) -> Iterator[NameSpan]:
    for span in name_spans(sentence.text):
        opening = not re.search(r"[\w\d]", sentence.text[: span.start])
        if opening and " " not in span.text:
            continue  # any word may open a sentence
        if opening and stems(span.text)[0] in lexicon("stop") | lexicon("fluff") | lexicon(
            "policy"
        ):
            rest = span.text.split(" ", 1)[1]
            start = span.end - len(rest)
            span = NameSpan(start, span.end, rest, frozenset(stems(rest)))
        yield span


def _all_known(span: NameSpan, sentence: Sentence) -> bool:
    """Whether "The Wren & The Fern Mug" names two things, each of which is known."""
    names = span.text.split(" & ")
    parts = [NameSpan(span.start, span.end, name, frozenset(stems(name))) for name in names]
    return len(parts) > 1 and all(_known(part, sentence) for part in parts)


def _known(span: NameSpan, sentence: Sentence) -> bool:
    shop = sentence.shop
    wanted = span.stems - _CALENDAR
    if not wanted or wanted <= frozenset(stems(sentence.asked())):
        return True
    if wanted <= frozenset(stems(shop.records.shop_name)) | {"assist"}:
        return True
    if any(wanted <= brand for brand in shop.brands.values()):
        return True
    if any(wanted <= shop.facts(product_id).text for product_id in sentence.on_screen):
        return True
    if any(wanted <= known for _, known in shop.passage_stems):
        return True
    if _in_orders(span, sentence):
        return True
    if len(wanted) == 1:
        return bool(wanted & lexicon("colors")) or any(w in shop.by_core for w in wanted)
    return any(wanted <= shop.facts(p).title for p in shop.having(wanted))


def _in_orders(span: NameSpan, sentence: Sentence) -> bool:
    """Whether an ordered item, or a way to pay or an address of the shopper's, is called so."""
    records, shopper = sentence.shop.records, sentence.context.shopper
    names = [item["name"] for order in records.orders.values() for item in order.get("items", [])]
    if shopper is not None and sentence.context.verified and shopper in records.users:
        user = records.users[shopper]
        methods = user["payment_methods"].values()
        names.append(" ".join(map(str, user["address"].values())))
        names += [str(method.get("brand", method["source"])) for method in methods]
    return any(span.stems <= frozenset(stems(name)) for name in names)


def _wrong_brands(sentence: Sentence) -> Iterator[Finding]:
    if not sentence.subjects or sentence.about_policy_only:
        return
    own = {p.product.brand for p in sentence.subjects}
    named = {p for mention in sentence.mentions for p in mention.products}
    own |= {sentence.shop.facts(p).product.brand for p in named}
    for brand in sentence.shop.brands:
        if brand not in own and re.search(
            rf"\b(?:by|from|of|makes?) {re.escape(brand)}\b|\b{re.escape(brand)} makes?\b",
            sentence.text,
        ):
            yield sentence.finding("name", brand, f"the brand is {', '.join(map(str, own))}")
