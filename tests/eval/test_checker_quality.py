"""Precision and recall of the grounding checker on sentences labelled by hand.

The sentences of the split `dev` were looked at while the checker was written, those of `test` were
not: the figures of `test` are the ones to quote.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from eval.checker.check import Checker
from eval.checker.findings import TurnContext
from tests.eval.shop import DATA, invented_shop


@dataclass(frozen=True)
class Quality:
    """How well unsupported sentences are told from supported ones."""

    precision: float
    recall: float
    sentences: int


@pytest.mark.parametrize(
    ("split", "precision", "recall"), [("dev", 0.97, 0.97), ("test", 0.92, 0.95)]
)
def test_the_checker_tells_unsupported_sentences_from_supported_ones(
    split: str, precision: float, recall: float, record_property: Callable[[str, object], None]
) -> None:
    quality = measure(split)
    record_property("quality", str(quality))
    assert quality.sentences >= 150
    assert quality.precision >= precision, quality
    assert quality.recall >= recall, quality


def test_there_are_at_least_300_labelled_sentences_of_both_labels() -> None:
    labels = [sentence["supported"] for sentence in labelled()]
    assert len(labels) >= 300
    assert min(labels.count(True), labels.count(False)) >= 150


def labelled() -> list[dict[str, Any]]:
    """Read the labelled sentences."""
    text = (DATA / "labelled_sentences.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def measure(split: str) -> Quality:
    """Check every sentence of a split; "positive" means that a claim is unsupported."""
    checker = Checker(invented_shop())
    chosen = [sentence for sentence in labelled() if sentence["split"] == split]
    outcomes = [
        (not sentence["supported"], bool(checker.check(sentence["text"], context_of(sentence))))
        for sentence in chosen
    ]
    found = outcomes.count((True, True))
    return Quality(
        precision=found / (found + outcomes.count((False, True))),
        recall=found / (found + outcomes.count((True, False))),
        sentences=len(outcomes),
    )


def context_of(sentence: dict[str, Any]) -> TurnContext:
    """Return what the shopper saw around a labelled sentence."""
    return TurnContext(
        messages=(sentence["message"],) if "message" in sentence else (),
        cards=tuple(sentence.get("cards", ())),
        page=sentence.get("page"),
        shopper=sentence.get("shopper"),
        verified="shopper" in sentence,
        done=frozenset({sentence["done"]} if "done" in sentence else ()),
        pending=frozenset({sentence["pending"]} if "pending" in sentence else ()),
        handoff=sentence.get("handoff", False),
    )
