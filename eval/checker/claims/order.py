"""Claims about orders: state, content, sums, tracking numbers, and whose they are."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from eval.checker.findings import Finding
from eval.checker.mentions import name_spans
from eval.checker.quantities import bare_numbers, read_money, read_number
from eval.checker.reading import Sentence
from eval.text import stems

Order = Mapping[str, Any]

_ID = re.compile(r"#\w+")
_STATES = re.compile(
    r"\b(?:is|was|are|were|been|status(?: is)?:?|be)\s+"
    r"(?:(?:still|now|already|currently|on)\s+)?(?P<state>"
    r"delivered|pending|processed|processing|cancelled|canceled|shipped|returned|refunded|"
    r"exchanged|its way|the way|in transit|packed|paid|lost)\b",
    re.I,
)
_STATE_STEMS = {"its way": "process", "the way": "process", "in transit": "process",
                "canceled": "cancel", "shipped": "process"}  # fmt: skip
_ARRIVAL = re.compile(
    r"\b(?:arriv\w+|be (?:there|delivered|with you)|deliver\w* (?:on|by))\s+(?:\w+ )?"
    r"(?P<when>tomorrow|today|tonight|next \w+|this \w+|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|by \w+|in \w+ days?)",
    re.I,
)
_COUNT = re.compile(r"\byou have (?P<count>\d+|one|two|three|four|five|six|seven) orders?\b", re.I)


def find(sentence: Sentence) -> Iterator[Finding]:
    """Report what the shopper's order records do not say, and orders that are not the shopper's."""
    if not sentence.about_order:
        return
    ids = _ID.findall(sentence.text)
    own = _own(sentence)
    if sentence.negated and not _STATES.search(sentence.text):
        return  # "I couldn't find an order #W1"
    for order_id in ids:
        if order_id not in own:
            yield sentence.finding("order", order_id, "not an order of a signed-in shopper's")
            return
    spoken = [own[order_id] for order_id in ids] or list(own.values())
    yield from _state(sentence, spoken)
    yield from _numbers(sentence, spoken)
    yield from _items(sentence, spoken)
    if (arrival := _ARRIVAL.search(sentence.text)) and arrival["when"].lower() not in _text(spoken):
        yield sentence.finding("order", arrival.group(), "no order record says when")
    if (count := _COUNT.search(sentence.text)) and int(read_number(count["count"])) != len(own):
        yield sentence.finding("order", count.group(), f"there are {len(own)}")


def _own(sentence: Sentence) -> dict[str, Order]:
    context = sentence.context
    if not context.verified or context.shopper is None:
        return {}
    orders = sentence.shop.records.orders.items()
    return {order_id: order for order_id, order in orders if order["user_id"] == context.shopper}


def _state(sentence: Sentence, spoken: list[Order]) -> Iterator[Finding]:
    found = _STATES.search(sentence.text)
    if not found or sentence.context.done or sentence.low.startswith("if "):
        return
    claimed = found["state"].lower()
    stem = _STATE_STEMS.get(claimed) or stems(claimed)[0]
    known = [str(order["status"]) for order in spoken]
    matches = [stem in stems(status) for status in known]
    if not any(match != sentence.negated for match in matches):
        yield sentence.finding("order", found.group(), f"states are {known}")


def _numbers(sentence: Sentence, spoken: list[Order]) -> Iterator[Finding]:
    sums = {read_number(str(value)) for order in spoken for value in _amounts(order)}
    for amount in read_money(sentence.text):
        if amount.value not in sums:
            yield sentence.finding("order", amount.text, f"amounts are {sorted(map(str, sums))}")
    text = _text(spoken)
    for written, _ in bare_numbers(_ID.sub(" ", sentence.text)):
        if len(written) >= 6 and written not in text:
            yield sentence.finding("order", written, "in no order record")


def _items(sentence: Sentence, spoken: list[Order]) -> Iterator[Finding]:
    if not spoken or not re.search(r"\b(?:contains?|holds?|includ\w+|items?|with)\b", sentence.low):
        return
    names = [frozenset(stems(item["name"])) for order in spoken for item in order["items"]]
    for span in name_spans(sentence.text):
        product = any(
            span.stems <= sentence.shop.facts(p).title for p in sentence.shop.having(span.stems)
        )
        if product and not any(span.stems <= name for name in names):
            yield sentence.finding("order", span.text, "not an item of the order")


def _amounts(order: Order) -> list[float]:
    items = [item["price"] for item in order["items"]]
    payments = [payment["amount"] for payment in order.get("payment_history", [])]
    return [*items, *payments, round(sum(items), 2)]


def _text(orders: list[Order]) -> str:
    return json.dumps(orders).lower()
