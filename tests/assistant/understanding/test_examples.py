"""The shipped examples: enough of each intent, varied, and none of the test messages."""

import json
from collections import Counter
from pathlib import Path

import eval as evaluations
from assistant.state import Intent
from assistant.understanding.examples import load_examples
from retrieval.text import fold

HELD_OUT = Path(evaluations.__file__).parent / "data" / "understanding.jsonl"


def test_every_intent_has_at_least_sixty_different_lines() -> None:
    written = Counter(
        intent for intent, _ in {(each.intent, each.written) for each in load_examples()}
    )
    assert {intent: written[intent] for intent in Intent if written[intent] < 60} == {}


def test_examples_are_filled_in_the_same_way_every_time() -> None:
    assert load_examples() == load_examples()


def test_no_slot_is_left_open() -> None:
    assert [each.text for each in load_examples() if "{" in each.text] == []


def test_no_message_of_the_test_set_was_trained_on() -> None:
    trained = {fold(each.text).strip(" .?!") for each in load_examples()}
    lines = HELD_OUT.read_text(encoding="utf-8").splitlines()
    tested = [json.loads(line)["text"] for line in lines]
    assert len(set(tested)) >= 200
    assert [text for text in tested if fold(text).strip(" .?!") in trained] == []
