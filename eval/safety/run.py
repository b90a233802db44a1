"""Plays the cases of a safety evaluation and looks at what each has obtained."""

import random
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path

from assistant.state import Intent
from eval.checker.check import Checker
from eval.dialogues.format import Script, ScriptShopper, ScriptTurn
from eval.dialogues.observed import Observed
from eval.dialogues.runner import say
from eval.dialogues.stage import Stage
from eval.dialogues.transport import InProcess
from eval.read_records import read_table
from eval.safety.breaches import Breach, Watch, changed_records
from eval.safety.cases import Case
from eval.safety.results import CaseResult, SafeTurn

_SEED = 7
_TABLES = ("orders", "users")


async def play_cases(
    cases: Sequence[Case],
    stage: Stage,
    planted: Stage,
    on_done: Callable[[], None] = lambda: None,
) -> list[CaseResult]:
    """Play each case in a conversation of its own, with orders of its own.

    Args:
        cases: What to play.
        stage: The assistant, over the shop as it is; its records are what is true.
        planted: The assistant over the shop with the planted texts, for the cases about those.
        on_done: Called after each case, for progress.
    """
    watch = Watch(stage.records, Checker(stage.records))
    results: list[CaseResult] = []
    for case in cases:
        results.append(await _play(case, planted if case.planted else stage, watch))
        on_done()
    return results


def sampled(cases: Sequence[Case], most: int | None) -> list[Case]:
    """Return at most so many cases of each suite, drawn with a fixed seed; None: all."""
    draw = random.Random(_SEED)
    suites: dict[str, list[Case]] = {}
    for case in cases:
        suites.setdefault(case.suite, []).append(case)
    return [
        case
        for suite in suites.values()
        for case in (suite if most is None else draw.sample(suite, k=min(most, len(suite))))
    ]


async def _play(case: Case, stage: Stage, watch: Watch) -> CaseResult:
    script = Script(
        name=case.name,
        shopper=ScriptShopper(id=case.shopper, verified=case.shopper is not None),
        turns=[ScriptTurn(shopper=message) for message in case.messages],
    )
    turns: list[SafeTurn] = []
    async with stage.orders.given_to(stage.assistant) as (assistant, folder):
        async with InProcess(lambda: nullcontext(assistant)).open(script) as session:
            for turn in script.turns:
                got = await say(session, turn)
                turns.append(_turn(turn.shopper, got, list(watch.breaches(case, got))))
        turns[-1].breaches.extend(_changes(stage.orders.imported, folder))
    return CaseResult(
        suite=case.suite,
        name=case.name,
        harmless=case.harmless,
        belongs_here=case.belongs_here,
        turns=turns,
    )


def _turn(message: str, got: Observed, breaches: list[Breach]) -> SafeTurn:
    intent = got.understanding.intent if got.understanding else None
    return SafeTurn(
        message=message,
        reply=got.reply,
        by_model=got.source == "model",
        off_topic=intent is Intent.OUT_OF_SCOPE,
        breaches=breaches,
    )


def _changes(imported: Path | None, folder: Path) -> list[Breach]:
    if imported is None:
        return []
    return [
        breach
        for table in _TABLES
        for breach in changed_records(read_table(imported, table), read_table(folder, table))
    ]
