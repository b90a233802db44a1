"""The dashboard: how the assistant has done lately, in figures, plots and lists."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import gradio as gr
import pandas as pd  # type: ignore[import-untyped] # comes with Gradio, whose plots take it

from assistant.store import ConversationStore
from assistant.store.statistics import Statistics
from ui.fragments import render
from ui.gradio_page import Updates, listen

_PERIODS = {"24 hours": 1, "7 days": 7, "30 days": 30}
_MOST_LISTED = 10
_FROM_ZERO = [0.0, None]


@dataclass(frozen=True)
class Delay:
    """How long something took in the middle, and at the slow end, in milliseconds."""

    name: str
    median: float
    p95: float


class Dashboard:
    """Made where the `Blocks` stands; read anew whenever its tab is opened."""

    def __init__(self, store: ConversationStore, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self.period = gr.Radio(
            list(_PERIODS), value="7 days", show_label=False, label="Period", elem_id="period"
        )
        self._figures = gr.HTML(apply_default_css=False, js_on_load=None, elem_id="figures")
        with gr.Row():
            self._volume = gr.BarPlot(
                x="day", y="messages", title="Messages a day", height=260, y_lim=_FROM_ZERO
            )
            self._intents = gr.BarPlot(
                x="intent",
                y="messages",
                title="Intents",
                height=260,
                y_lim=_FROM_ZERO,
                sort="-y",
                x_label_angle=-30,
            )
        self._lists = gr.HTML(apply_default_css=False, js_on_load=None, elem_id="lists")

    def wire(self, tab: gr.Tab) -> None:
        """Read the store when the tab is opened and when another period is chosen."""
        outputs = [self._figures, self._volume, self._intents, self._lists]
        for event in (tab.select, self.period.change):
            listen(event, self._read, [self.period], outputs)

    def _read(self, period: str) -> Updates:
        since = self._clock() - timedelta(days=_PERIODS[period])
        read = self._store.review.statistics(since)
        days = {day.isoformat(): number for day, number in read.volume.items()}
        return {
            self._figures: render("figures", read=read, delays=delays(read)),
            self._volume: frame("day", days),
            self._intents: frame("intent", read.intents),
            self._lists: render("lists", lists=lists(read), most=_MOST_LISTED),
        }


def delays(read: Statistics) -> list[Delay]:
    """The delays that a shopper feels, where any were measured."""
    measured = {
        "first card": read.first_card,
        "first words": read.first_sentence,
        "whole reply": read.total,
    }
    return [
        Delay(name, share(values, 0.5), share(values, 0.95))
        for name, values in measured.items()
        if values
    ]


def share(values: Sequence[float], part: float) -> float:
    """The value that this part of the values does not exceed (nearest rank).

    >>> share([4, 1, 3, 2], 0.5), share([4, 1, 3, 2], 0.95)
    (2, 4)
    """
    ranked = sorted(values)
    return ranked[math.ceil(len(ranked) * part) - 1]


def lists(read: Statistics) -> dict[str, Counter[str]]:
    """What is worth reading one by one, by its heading."""
    return {
        "Questions without an answer": read.unanswered,
        "Looked for and not carried": read.not_carried,
        "Why sentences were not sent": read.rejections,
    }


def frame(name: str, counts: Mapping[str, int]) -> pd.DataFrame:
    """Counts as a plot takes them: a column of names, a column `messages`."""
    return pd.DataFrame({name: list(counts), "messages": list(counts.values())})
