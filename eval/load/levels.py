"""One load after another, each with its number of shoppers, the model server watched meanwhile."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

from eval.load.bare import send_all
from eval.load.shoppers import Clock, LoadReport, run_load
from eval.load.vllm_metrics import Counters, ModelWork, read_counters, work_between


@dataclass(frozen=True)
class Level:
    """One number of shoppers; what the model did for them, and for the same prompts alone.

    `ratio` is the model's tokens a second under the assistant over those of the bare model.
    """

    load: LoadReport
    model: ModelWork | None = None
    bare: ModelWork | None = None

    @property
    def ratio(self) -> float | None:
        """None where the bare model was not measured."""
        if self.model is None or self.bare is None or not self.bare.tokens_per_second:
            return None
        return round(self.model.tokens_per_second / self.bare.tokens_per_second, 3)


@dataclass(frozen=True)
class BareModel:
    """vLLM by itself: a client with its address, and the prompts that it is sent.

    What the assistant has sent is not cached for it: prefixes are shared within one salt only.
    """

    client: httpx.AsyncClient
    requests: Sequence[dict[str, Any]]
    salt: str = field(default_factory=lambda: uuid4().hex)


async def run_levels(
    shop: httpx.AsyncClient,
    dialogues: Sequence[Sequence[str]],
    levels: Sequence[int],
    *,
    bare: BareModel | None = None,
    think_seconds: float = 0.0,
    on_done: Callable[[], None] = lambda: None,
    on_level: Callable[[Sequence[Level]], None] = lambda _: None,
    clock: Clock = time.perf_counter,
) -> list[Level]:
    """Play all dialogues once at each level, then send their prompts straight to vLLM.

    At the first level the prefix cache holds no prompt for either; at the others, those of before.

    Args:
        shop: Has the assistant's address as its base.
        dialogues: For each shopper who comes along, the messages.
        levels: How many shoppers talk at the same time.
        bare: The model server; None: only the assistant is measured.
        think_seconds: How long a shopper thinks before each message.
        on_done: Called after each message, for progress.
        on_level: Called after each level with those measured so far: a level takes minutes.
        clock: Seconds that only go up.

    Raises:
        UserError: A server cannot be reached.
    """
    found: list[Level] = []
    for shoppers in levels:
        before = await read_counters(bare.client) if bare else {}
        load = await run_load(
            shop, dialogues, shoppers, think_seconds=think_seconds, on_done=on_done, clock=clock
        )
        found.append(await _beside(load, bare, before, clock) if bare else Level(load))
        on_level(found)
    return found


async def _beside(load: LoadReport, bare: BareModel, before: Counters, clock: Clock) -> Level:
    """Send the prompts of a load that has just ended straight to vLLM."""
    between = await read_counters(bare.client)
    began = clock()
    await send_all(bare.client, bare.requests, load.shoppers, bare.salt)
    seconds, after = clock() - began, await read_counters(bare.client)
    work = work_between(before, between, load.seconds)
    return Level(load, work, work_between(between, after, seconds))
