"""The dashboard's figures, from the statistics: delays, and what each plot draws."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

import pandas as pd  # type: ignore[import-untyped] # comes with Gradio, whose plots take it

from assistant.store.live import LiveSettings
from assistant.store.statistics import Statistics, TurnFigures

NO_HUMAN, HUMAN = "no human", "a human"
_DELAYS = {"first card": "first_card", "first words": "first_sentence", "whole reply": "total"}


@dataclass(frozen=True)
class Delay:
    """How long something took in the middle, and at the slow end, in milliseconds."""

    name: str
    median: float
    p95: float


def delays(read: Statistics) -> list[Delay]:
    """The delays that a shopper feels, where any were measured."""
    measured = {name: _measured(read.turns, key) for name, key in _DELAYS.items()}
    resolved = [each.resolution * 1000 for each in read.conversations if each.resolution]
    return [
        Delay(name, share(values, 0.5), share(values, 0.95))
        for name, values in (measured | {"human’s resolution": resolved}).items()
        if values
    ]


def share(values: Sequence[float], part: float) -> float:
    """The value that this part of the values does not exceed (nearest rank).

    >>> share([4, 1, 3, 2], 0.5), share([4, 1, 3, 2], 0.95)
    (2, 4)
    """
    ranked = sorted(values)
    return ranked[math.ceil(len(ranked) * part) - 1]


def counted(name: str, number: str, counts: Mapping[str, int]) -> pd.DataFrame:
    """Counts as a plot takes them: a column of names, a column of numbers."""
    named = [key.replace("_", " ") or "no reason given" for key in counts]
    return pd.DataFrame({name: named, number: list(counts.values())})


def conversations_by_day(read: Statistics) -> pd.DataFrame:
    """Conversations begun each day, with and without a human: volume, containment, handoffs."""
    kinds = ((each.begun.date(), HUMAN if each.human else NO_HUMAN) for each in read.conversations)
    return _daily(kinds, "joined by", "conversations")


def ratings_by_day(read: Statistics) -> pd.DataFrame:
    """Replies rated each day, by thumb."""
    return _daily(read.ratings, "thumb", "ratings")


def delays_by_day(read: Statistics) -> pd.DataFrame:
    """The median of each delay, each day, in seconds."""
    rows = [
        (day.isoformat(), median(values) / 1000, name)
        for day, turns in _days(read.turns).items()
        for name, key in _DELAYS.items()
        if (values := _measured(turns, key))
    ]
    return pd.DataFrame(rows, columns=["day", "seconds", "delay"])


def cost_by_day(read: Statistics, live: LiveSettings) -> pd.DataFrame:
    """What the model cost each day at the prices set; its tokens where none is set."""
    rows: list[tuple[str, float]] = []
    for day, turns in _days(read.turns).items():
        asked, written = sum(t.prompt_tokens for t in turns), sum(t.reply_tokens for t in turns)
        cost = live.cost(asked, written)
        priced = live.prompt_price or live.reply_price
        rows.append((day.isoformat(), float(cost) if priced else asked + written))
    return pd.DataFrame(rows, columns=["day", "cost"])


def _daily(kinds: Iterable[tuple[date, str]], kind: str, number: str) -> pd.DataFrame:
    counts = Counter(kinds)
    rows = [(day.isoformat(), count, name) for (day, name), count in sorted(counts.items())]
    return pd.DataFrame(rows, columns=["day", number, kind])


def _days(turns: Sequence[TurnFigures]) -> dict[date, list[TurnFigures]]:
    days: dict[date, list[TurnFigures]] = {}
    for turn in turns:
        days.setdefault(turn.at.date(), []).append(turn)
    return days


def _measured(turns: Sequence[TurnFigures], key: str) -> list[float]:
    values = (getattr(turn, key) for turn in turns)
    return [value for value in values if value is not None]
