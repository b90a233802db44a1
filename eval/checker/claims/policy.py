"""Claims about the shop's terms: a passage of the FAQ or of a document must say the same."""

import re
from collections.abc import Iterator

from eval.checker.findings import Finding
from eval.checker.lexicon import lexicon
from eval.checker.polarity import negated
from eval.checker.quantities import bare_numbers, read_money, read_quantities
from eval.checker.reading import Sentence
from eval.text import stems

_PARTS = re.compile(r"(?<=[.?!;])\s+")
_HALVES = re.compile(r",\s+|\s+and\s+")
_FREE = re.compile(r"\b(?:at )?no (?:extra )?(?:cost|charge)\b|\bfree of charge\b", re.I)
_SAME = {
    **dict.fromkeys(["ship", "deliv", "deliver", "postag", "send"], "deliveri"),
    **dict.fromkeys(["accept", "payment"], "pay"),
    "refund": "money",
    "item": "product",
    "shop": "store",
}
_TALK = re.compile(
    r"\b(?:i can|i can't|i cannot|i couldn't|let me|i'm|i am|i have|i've|i'll|sign in|please|"
    r"colleague|person from our team|"
    r"(?:don't|do not) (?:have|know))\b",
)
_LEAST_COVERED = 0.6


def find(sentence: Sentence) -> Iterator[Finding]:
    """Report terms that no passage states: other figures, other words, or the opposite."""
    if not sentence.about_policy_only or _is_talk(sentence):
        return
    unknown = sorted(_content(sentence.text) - _vocabulary(sentence))
    if unknown:
        yield sentence.finding("policy", " ".join(unknown), "no passage speaks of it")
        return
    reasons = [_objection(sentence, passage) for passage in sentence.shop.records.passages]
    if reasons and all(reasons):
        best = max(
            range(len(reasons)), key=lambda i: _overlap(sentence, sentence.shop.records.passages[i])
        )
        yield sentence.finding("policy", sentence.text, reasons[best])


def _is_talk(sentence: Sentence) -> bool:
    """Whether it offers help, asks back or denies knowledge, and states no term."""
    return bool(_TALK.search(sentence.low)) and not (sentence.money or sentence.quantities)


def _objection(sentence: Sentence, passage: str) -> str:
    """Return what keeps the passage from saying this; empty where it says it."""
    wanted = _content(sentence.text)
    said = _content(passage)
    if len(wanted & said) < _LEAST_COVERED * len(wanted) or "free" in wanted - said:
        return "no passage says this"
    numbers = {value for _, value in bare_numbers(passage)}
    if any(value not in numbers for _, value in bare_numbers(sentence.text)):
        return f"other figures: {passage}"
    if any(m.value not in {k.value for k in read_money(passage)} for m in sentence.money):
        return f"other amounts: {passage}"
    known = read_quantities(passage)
    if any(not any(q.same(k) for k in known) for q in sentence.quantities):
        return f"other figures: {passage}"
    if not _agrees(sentence, passage):
        return f"the opposite: {passage}"
    return ""


def _agrees(sentence: Sentence, passage: str) -> bool:
    """Whether the part of the passage that shares most words denies or affirms alike."""
    parts = [part for part in _PARTS.split(passage) if not part.endswith("?")]
    shared = {part: len(_content(sentence.text) & _content(part)) for part in parts}
    most = max(shared.values(), default=0)
    closest = [part for part, count in shared.items() if count == most]
    closest += [
        half
        for part in parts
        for half in _HALVES.split(part)
        if _content(sentence.text) <= _content(half)
    ]
    return any(negated(part) == sentence.negated for part in closest)


def _overlap(sentence: Sentence, passage: str) -> int:
    return len(_content(sentence.text) & _content(passage))


def _content(text: str) -> frozenset[str]:
    skipped = lexicon("stop") | lexicon("policy_talk") - lexicon("policy") - frozenset({"free"})
    kept = {
        stem
        for stem in stems(_FREE.sub("free", text))
        if not stem[0].isdigit() and stem not in skipped
    }
    return frozenset(_SAME.get(stem, stem) for stem in kept)


def _vocabulary(sentence: Sentence) -> frozenset[str]:
    return frozenset(
        word for passage in sentence.shop.records.passages for word in _content(passage)
    )
