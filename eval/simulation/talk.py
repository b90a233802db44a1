"""What a simulated shopper says next, by rules over what was wanted, said and shown."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import yaml

from eval.dialogues.observed import Observed
from eval.simulation.goals import Goal

_FOLLOW_UPS = ("price", "material", "stock", "compare", "cheaper")
_QUESTIONS = 2


@dataclass(frozen=True)
class Line:
    """One message; `searches`: products that meet all that was said so far are expected."""

    text: str
    searches: bool = False


@dataclass
class SimulatedShopper:
    """One shopper: names the thing, adds wishes one by one, asks about what is shown, leaves."""

    goal: Goal
    seed: int = 0
    said: dict[str, float | str | bool] = field(default_factory=dict)
    """The wishes told so far."""

    def lines(self) -> Iterator[Line]:
        """Yield what is said next; `hear` each reply before asking for the next."""
        if self.goal.lines:
            yield from (Line(text) for text in self.goal.lines)
            return
        yield self._line("open", searches=True)
        for name, value in self.goal.wants.items():
            self.said[name] = value
            yield self._line(name, searches=True, value=_spoken(value))
            if self._nothing_shown:
                yield self._line("again")
            if self._nothing_shown >= self.goal.patience:
                return
        if not self._nothing_shown:
            steps = random.Random(f"{self.seed} {self.goal.name}").sample(_FOLLOW_UPS, _QUESTIONS)
            yield from (self._line(step) for step in steps)
        yield self._line("thanks")

    def hear(self, got: Observed) -> None:
        """Take notice of a reply."""
        self._nothing_shown = 0 if got.cards else self._nothing_shown + 1

    _nothing_shown: int = 0

    def _line(self, step: str, *, searches: bool = False, value: str = "") -> Line:
        phrase = _phrases()[self.goal.style][step]
        return Line(phrase.format(thing=self.goal.thing, value=value), searches)


def _spoken(value: float | str | bool) -> str:
    return f"{value:g}" if isinstance(value, int | float) else value


@cache
def _phrases() -> Mapping[str, Mapping[str, str]]:
    text = files("eval.simulation").joinpath("phrases.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))
