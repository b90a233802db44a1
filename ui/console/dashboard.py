"""The dashboard: how the assistant has done lately, in figures, plots and lists."""

from collections import Counter
from datetime import timedelta

import gradio as gr

from assistant.store.statistics import Statistics
from ui.console.administration import Administration
from ui.console.figures import (
    HUMAN,
    NO_HUMAN,
    conversations_by_day,
    cost_by_day,
    counted,
    delays,
    delays_by_day,
    ratings_by_day,
)
from ui.fragments import render
from ui.gradio_page import NOTHING, Updates, listen

_PERIODS = {"24 hours": 1, "7 days": 7, "30 days": 30}
_MOST_LISTED = 10
_HEIGHT = 240
_FROM_ZERO = [0.0, None]
_COLORS = {NO_HUMAN: "#047857", HUMAN: "#d97706", "up": "#047857", "down": "#b91c1c"}


class Dashboard:
    """Made where the `Blocks` stands; read anew whenever its tab is opened."""

    def __init__(self, administration: Administration) -> None:
        self._administration = administration
        self.period = gr.Radio(
            list(_PERIODS), value="7 days", show_label=False, label="Period", elem_id="period"
        )
        self._figures = gr.HTML(apply_default_css=False, js_on_load=None, elem_id="figures")
        with gr.Row():
            self._volume = _bars("day", "conversations", "Conversations a day", "joined by")
            self._intents = _bars("intent", "messages", "Intents")
        with gr.Row():
            self._delays = gr.LinePlot(
                x="day",
                y="seconds",
                color="delay",
                title="Seconds until, in the middle",
                height=_HEIGHT,
                y_lim=_FROM_ZERO,
                x_title="",
            )
            self._ratings = _bars("day", "ratings", "Ratings a day", "thumb")
        with gr.Row():
            self._rejections = _bars("reason", "sentences", "Sentences not sent, by reason")
            self._cost = _bars("day", "cost", "Cost a day (tokens where no price is set)")
        self._lists = gr.HTML(apply_default_css=False, js_on_load=None, elem_id="lists")

    def wire(self, tab: gr.Tab) -> None:
        """Read the store when the tab is opened and when another period is chosen."""
        plots = [self._volume, self._intents, self._delays, self._ratings]
        outputs = [self._figures, *plots, self._rejections, self._cost, self._lists]
        for event in (tab.select, self.period.change):
            listen(event, self._read, [self.period], outputs)

    def _read(self, period: str, request: gr.Request) -> Updates:
        if not self._administration.is_admin(request):
            return NOTHING
        services = self._administration.services
        since = services.clock() - timedelta(days=_PERIODS[period])
        read = services.store.review.statistics(since)
        live = services.console.live.read()
        cost = live.cost(read.prompt_tokens, read.reply_tokens)
        return {
            self._figures: render("figures", read=read, delays=delays(read), cost=cost),
            self._volume: conversations_by_day(read),
            self._intents: counted("intent", "messages", read.intents),
            self._delays: delays_by_day(read),
            self._ratings: ratings_by_day(read),
            self._rejections: counted("reason", "sentences", read.rejections),
            self._cost: cost_by_day(read, live),
            self._lists: render("lists", lists=lists(read), most=_MOST_LISTED),
        }


def lists(read: Statistics) -> dict[str, Counter[str]]:
    """What is worth reading one by one, by its heading."""
    return {
        "Questions without an answer": read.unanswered,
        "Looked for and not carried": read.not_carried,
    }


def _bars(x: str, y: str, title: str, color: str | None = None) -> gr.BarPlot:
    """A plot of bars; those of names stand by size, those of days by date."""
    by_day = x == "day"
    return gr.BarPlot(
        x=x,
        y=y,
        color=color,
        color_map=_COLORS if color else None,
        title=title,
        height=_HEIGHT,
        y_lim=_FROM_ZERO,
        x_title="",
        sort=None if by_day else "-y",
        x_label_angle=0 if by_day else -30,
    )
