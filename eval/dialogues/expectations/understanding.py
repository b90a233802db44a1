"""Expectations of what was understood: the intent and the constraints."""

from collections.abc import Iterator

from assistant.state import Intent, Understanding
from eval.dialogues.expectations.failure import Failure
from eval.text import same_text
from retrieval.filters import Constraints


def check_intent(expected: list[Intent], got: Understanding) -> Iterator[Failure]:
    """The intent is one of those expected; an empty list expects nothing."""
    if expected and got.intent not in expected:
        evidence = f"confidence {got.confidence:.2f}, query {got.query!r}"
        yield Failure("intent", " or ".join(expected), got.intent, evidence)


def check_constraints(expected: Constraints, got: Understanding) -> Iterator[Failure]:
    """Each constraint that the script names was understood so; one named as null was not given."""
    for name in Constraints.model_fields:
        if name not in expected.model_fields_set:
            continue
        want, have = getattr(expected, name), getattr(got.constraints, name)
        if not _same(want, have):
            evidence = f"all constraints: {got.constraints.given() or 'none'}"
            yield Failure(f"constraints.{name}", _shown(want), _shown(have), evidence)


def _same(want: object, have: object) -> bool:
    if isinstance(want, str) and isinstance(have, str):
        return same_text(want, have)
    if isinstance(want, list) and isinstance(have, list):
        return all(any(same_text(w, h) for h in have) for w in want)
    if isinstance(want, dict) and isinstance(have, dict):
        return all(name in have and same_text(want[name], have[name]) for name in want)
    return want == have


def _shown(value: object) -> str:
    return "none" if value in (None, [], {}) else str(value)
