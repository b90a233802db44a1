"""Claims about orders: state, content, sums, tracking numbers, and whose they are."""

import json
import re
from collections.abc import Iterator

from eval.checker.findings import Finding
from eval.checker.mentions import name_spans
from eval.checker.polarity import negated
from eval.checker.quantities import read_money, read_number
from eval.checker.reading import Sentence
from eval.order_amounts import Order, amounts_of
from eval.text import stems

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
    ids = sentence.order_ids
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
    if found is None or sentence.context.done or sentence.low.startswith("if "):
        return
    claimed = found["state"].lower()
    stem = _STATE_STEMS.get(claimed) or stems(claimed)[0]
    known = [state for order in spoken for state in _states(order)]
    # "I can't do that: order #W1 has been delivered" denies one thing and states another.
    denied = negated(re.split(r"[:;]", sentence.text[: found.end()])[-1])
    if not any((stem in stems(status)) != denied for status in known):
        yield sentence.finding("order", found.group(), f"states are {known}")


def _states(order: Order) -> Iterator[str]:
    yield str(order["status"])
    if any(entry["transaction_type"] == "refund" for entry in order.get("payment_history", [])):
        yield "refunded"


def _numbers(sentence: Sentence, spoken: list[Order]) -> Iterator[Finding]:
    sums = {amount for order in spoken for amount in amounts_of(order, sentence.shop.records)}
    for amount in read_money(sentence.text):
        if amount.value not in sums:
            yield sentence.finding("order", amount.text, f"amounts are {sorted(map(str, sums))}")
    text = _text(spoken)
    named = " ".join(sentence.order_ids)
    for written in re.findall(r"\d{6,}", sentence.text):
        if written not in text + named:
            yield sentence.finding("order", written, "in no order record")


def _items(sentence: Sentence, spoken: list[Order]) -> Iterator[Finding]:
    if not spoken or not re.search(r"\b(?:contains?|holds?|includ\w+|items?|with)\b", sentence.low):
        return
    names = [frozenset(stems(item["name"])) for order in spoken for item in order["items"]]
    for span in name_spans(sentence.text):
        product = span.text != "Items" and any(
            span.stems <= sentence.shop.facts(p).title for p in sentence.shop.having(span.stems)
        )
        if product and not any(span.stems <= name for name in names):
            yield sentence.finding("order", span.text, "not an item of the order")


def _text(orders: list[Order]) -> str:
    return json.dumps(orders).lower()
