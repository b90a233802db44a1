"""The progress line of a training run: how far it is, how well it does, how long it will take."""

import time
from collections.abc import Callable
from datetime import timedelta

from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments


class TimeLeft(TrainerCallback):
    """Says a line at each logging and each validation, with the time left."""

    def __init__(
        self, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._say = say
        self._clock = clock
        self._began = 0.0
        self._first_step = 0

    def on_train_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: object
    ) -> None:
        """Note where and when the run begins; a resumed one begins in the middle."""
        self._began, self._first_step = self._clock(), state.global_step

    def on_log(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        logs: dict[str, float] | None = None,
        **_: object,
    ) -> None:
        """Say how it goes."""
        shown = {name: (logs or {}).get(name) for name in ("loss", "eval_loss")}
        figures = ", ".join(f"{name} {value:.3f}" for name, value in shown.items() if value)
        done = state.global_step - self._first_step
        if not figures or not done:
            return
        left = (self._clock() - self._began) / done * (state.max_steps - state.global_step)
        time_left = timedelta(seconds=round(left))
        self._say(f"step {state.global_step} of {state.max_steps}: {figures}, {time_left} left")
