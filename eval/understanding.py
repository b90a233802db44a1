"""Measures understanding on labelled messages: intents, constraints, the model's share, speed."""

import json
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.state import Conversation, Intent, Understanding
from retrieval.errors import UserError
from retrieval.text import key

Understand = Callable[[str, Conversation], Awaitable[Understanding]]
Pair = tuple[str, str]

_MEASURED = (
    "price_min",
    "price_max",
    "color",
    "brand",
    "category",
    "in_stock",
    "rating_min",
    "exclude",
)


class Labelled(BaseModel):
    """One line of the file: a message, its intent (or any of several) and its constraints."""

    model_config = ConfigDict(extra="ignore")

    text: str
    intent: Intent | list[Intent]
    constraints: dict[str, Any] | None = None

    @property
    def intents(self) -> list[Intent]:
        """The intents that count as right."""
        return self.intent if isinstance(self.intent, list) else [self.intent]


@dataclass
class UnderstandingReport:
    """The figures of a run, and every message that was understood otherwise than labelled."""

    messages: int
    intent_accuracy: float
    constraint_precision: float
    constraint_recall: float
    constraint_f1: float
    model_share: float
    p50_ms: float
    p95_ms: float
    by_intent: dict[str, float]
    misses: list[dict[str, Any]] = field(default_factory=list)


def read_messages(path: Path) -> list[Labelled]:
    """Read the labelled messages of a JSON lines file.

    Raises:
        UserError: The file is missing, empty or not in the format; the line is named.
    """
    if not path.is_file():
        raise UserError(f"no such file: {path}")
    messages = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            messages.append(Labelled.model_validate_json(line))
        except ValidationError as error:
            problem = error.errors()[0]
            where = ".".join(map(str, problem["loc"])) or "line"
            raise UserError(f"{path}, line {number}: {where}: {problem['msg']}") from error
    if not messages:
        raise UserError(f"{path} holds no messages")
    return messages


async def run_understanding(
    messages: Iterable[Labelled],
    understand: Understand,
    done: Callable[[], None] = lambda: None,
) -> UnderstandingReport:
    """Understand each message by itself, as the first of a conversation, one after the other.

    Args:
        messages: What is to be understood, with its labels.
        understand: The assistant's understanding.
        done: Called after each message.
    """
    tally = _Tally()
    for message in messages:
        began = time.perf_counter()
        got = await understand(message.text, Conversation(id="evaluation"))
        tally.add(message, got, (time.perf_counter() - began) * 1000)
        done()
    return tally.report()


def pairs(constraints: dict[str, Any]) -> set[Pair]:
    """Return the measured constraints as pairs that compare ignoring case, plural and format.

    >>> sorted(pairs({"price_max": 100.0, "exclude": ["Leathers"], "size": "M"}))
    [('exclude', 'leather'), ('price_max', '100')]
    """
    found = set()
    for name in _MEASURED:
        value = constraints.get(name)
        for each in value if isinstance(value, list) else [value]:
            if each is not None and each != "":
                found.add((name, _comparable(each)))
    return found


def _comparable(value: object) -> str:
    if isinstance(value, bool):
        return str(value)
    try:
        return f"{float(str(value)):g}"
    except ValueError:
        return key(str(value))


class _Tally:
    """Counts while a run goes on."""

    def __init__(self) -> None:
        self._times: list[float] = []
        self._right: list[bool] = []
        self._by_intent: dict[str, list[bool]] = {}
        self._found = self._expected = self._agreed = self._asked = 0
        self._misses: list[dict[str, Any]] = []

    def add(self, message: Labelled, got: Understanding, milliseconds: float) -> None:
        right = got.intent in message.intents
        self._times.append(milliseconds)
        self._right.append(right)
        self._by_intent.setdefault(message.intents[0].value, []).append(right)
        self._asked += got.by_model
        agreed = self._compare(message, got)
        if not (right and agreed):
            self._misses.append(_miss(message, got))

    def _compare(self, message: Labelled, got: Understanding) -> bool:
        if message.constraints is None:
            return True
        expected, found = pairs(message.constraints), pairs(got.constraints.given())
        self._expected += len(expected)
        self._found += len(found)
        self._agreed += len(expected & found)
        return expected == found

    def report(self) -> UnderstandingReport:
        precision = self._agreed / self._found if self._found else 1.0
        recall = self._agreed / self._expected if self._expected else 1.0
        both = precision + recall
        return UnderstandingReport(
            messages=len(self._right),
            intent_accuracy=float(np.mean(self._right)),
            constraint_precision=precision,
            constraint_recall=recall,
            constraint_f1=2 * precision * recall / both if both else 0.0,
            model_share=self._asked / len(self._right),
            p50_ms=float(np.percentile(self._times, 50)),
            p95_ms=float(np.percentile(self._times, 95)),
            by_intent={name: float(np.mean(hits)) for name, hits in self._by_intent.items()},
            misses=self._misses,
        )


def _miss(message: Labelled, got: Understanding) -> dict[str, Any]:
    return {
        "text": message.text,
        "expected": {
            "intent": [intent.value for intent in message.intents],
            "constraints": message.constraints,
        },
        "got": {
            "intent": got.intent.value,
            "confidence": round(got.confidence, 3),
            "constraints": json.loads(got.constraints.model_dump_json(exclude_defaults=True)),
        },
    }
