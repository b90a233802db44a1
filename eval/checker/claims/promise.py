"""Promises: what the assistant says it did or will do, and was not done."""

import re
from collections.abc import Iterator

from eval.checker.findings import Finding
from eval.checker.reading import Sentence

_DONE = re.compile(
    r"\b(?:i have|i've|we have|we've|i just|i did)\s+(?:just |already |now |successfully )?"
    r"(?P<verb>cancel|refund|chang|updat|return|exchang|add|appl|reserv|"
    r"upgrad|plac|sent|email|order|"
    r"book|modif|remov|issu|credit|waiv|process|schedul|arrang|notif)\w*",
    re.I,
)
_WILL = re.compile(
    r"\b(?:i|we)(?:'ll| will|'m going to| am going to| can)\s+(?:also |gladly |happily |just )?"
    r"(?:give you|apply|offer you|refund|cancel|reserve|hold|e?-?mail|notify|let you know|upgrade|"
    r"call you|arrange|credit|waive|do it for|send you|add it|ship it|keep you|throw in|deduct)",
    re.I,
)
_PASS_ON = re.compile(
    r"\b(?:i|we)(?:'ll| will|'m| am| have|'ve)\s+(?:now )?(?:pass(?:ed|ing)?|transfer\w*|"
    r"connect\w*|forward\w*|hand(?:ed|ing)?)\b.{0,25}\b(?:colleague|human|agent|team|person|"
    r"someone|representative)",
    re.I,
)
_GUARANTEE = re.compile(r"\b(?:i|we) (?:can )?(?:guarantee|promise|assure you)\b.*", re.I)
_LINKED = {"cancel": "cancel", "refund": "refund", "return": "return", "exchang": "exchange",
           "chang": "change", "updat": "change", "modif": "modif"}  # fmt: skip


def find(sentence: Sentence) -> Iterator[Finding]:
    """Report deeds that were not done, and promises that nothing here can keep."""
    if sentence.negated or sentence.low.startswith(("shall", "if ")):
        return
    if (found := _DONE.search(sentence.low)) and not _was_done(sentence, found["verb"].lower()):
        yield sentence.finding("promise", found.group(), "no such action was done")
    elif (found := _PASS_ON.search(sentence.low)) and not sentence.context.handoff:
        yield sentence.finding("promise", found.group(), "the conversation was not handed over")
    elif (found := _GUARANTEE.search(sentence.low)) and not _covered(sentence):
        yield sentence.finding("promise", found.group(), "no record guarantees it")
    elif (found := _WILL.search(sentence.low)) and not _allowed(sentence):
        yield sentence.finding("promise", found.group(), "nothing here does that")


def _was_done(sentence: Sentence, verb: str) -> bool:
    return any(_LINKED.get(verb, verb) in name for name in sentence.context.done)


def _allowed(sentence: Sentence) -> bool:
    proposed = sentence.context.pending | sentence.context.done
    return bool(proposed) or sentence.context.handoff or _covered(sentence)


def _covered(sentence: Sentence) -> bool:
    wanted = {stem for stem in sentence.stems if len(stem) > 4}
    return any(len(wanted & known) >= 3 for _, known in sentence.shop.passage_stems)
