"""Draws a load run: what shoppers wait for, and the model's tokens a second, by their number."""

from collections.abc import Iterable, Sequence
from math import nan
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from eval.drawing import save
from eval.load.levels import Level
from eval.percentiles import Percentiles

_INCHES = (9, 3.6)


def draw(levels: Sequence[Level], path: Path) -> None:
    """Draw waits and speed over the number of shoppers.

    Raises:
        UserError: The file cannot be written, or its ending names no kind of picture.
    """
    figure = Figure(_INCHES, layout="constrained")
    waits, speed = figure.subplots(1, 2)
    _draw_waits(waits, levels)
    _draw_speed(speed, levels)
    for axes in (waits, speed):
        axes.set_xlabel("shoppers at once")
        axes.grid(visible=True, alpha=0.3)
        axes.legend(fontsize="small")
    save(figure, path)


def _draw_waits(axes: Axes, levels: Sequence[Level]) -> None:
    shoppers = [level.load.shoppers for level in levels]
    times: dict[str, list[Percentiles]] = {
        "first card": [level.load.first_card for level in levels],
        "first sentence": [level.load.first_sentence for level in levels],
        "whole reply": [level.load.total for level in levels],
    }
    for name, each in times.items():
        (line,) = axes.plot(shoppers, _drawn(t.p50 for t in each), marker="o", label=name)
        axes.plot(shoppers, _drawn(t.p95 for t in each), linestyle="--", color=line.get_color())
    axes.set(title="waits, ms: p50, dashed p95", yscale="log")


def _drawn(times: Iterable[float | None]) -> list[float]:
    """The times, with a gap in the line where nothing was timed."""
    return [nan if time is None else time for time in times]


def _draw_speed(axes: Axes, levels: Sequence[Level]) -> None:
    for name, works in {
        "under the assistant": [(level.load.shoppers, level.model) for level in levels],
        "vLLM alone": [(level.load.shoppers, level.bare) for level in levels],
    }.items():
        known = [(shoppers, work.tokens_per_second) for shoppers, work in works if work]
        axes.plot([s for s, _ in known], [rate for _, rate in known], marker="o", label=name)
    axes.set(title="the model's tokens a second", ylim=(0, None))
