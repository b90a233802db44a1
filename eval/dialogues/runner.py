"""Plays dialogue scripts, several at once, and judges every turn."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.checker.check import Checker
from eval.checker.findings import Finding, TurnContext
from eval.dialogues.expectations import check_turn
from eval.dialogues.format import Script, ScriptTurn
from eval.dialogues.observed import Observed
from eval.dialogues.results import InventedClaim, TrialResult, TurnResult
from eval.dialogues.transport import Session, Transport
from eval.records import ShopRecords

OnDone = Callable[[TrialResult], None]


@dataclass(frozen=True)
class Judge:
    """Holds turns to their scripts and to the shop's records."""

    records: ShopRecords
    checker: Checker

    def judge(self, turn: ScriptTurn, got: Observed) -> TurnResult:
        """Return which of the turn's expectations held, and which claims were invented."""
        findings = [] if got.error else self.checker.check(got.reply, context_of(got))
        failures = check_turn(turn.expect, got, findings, self.records)
        return TurnResult(
            passed=not failures,
            failures=[str(failure) for failure in failures],
            reply=got.reply,
            product_ids=got.cards,
            intent=got.understanding.intent if got.understanding else None,
            timings=got.timings,
            shopper=turn.shopper,
            invented=[_claim(finding) for finding in findings],
            source=got.source,
            tokens=got.tokens,
        )


async def play_all(
    scripts: Sequence[Script],
    transport: Transport,
    judge: Judge,
    *,
    repeat: int = 1,
    parallel: int = 1,
    on_done: OnDone = lambda _: None,
) -> list[TrialResult]:
    """Play every script `repeat` times.

    Args:
        scripts: The dialogues.
        transport: The way to the assistant.
        judge: Holds each turn to its script.
        repeat: Plays of each dialogue.
        parallel: Dialogues at the same time.
        on_done: Called after each play, for progress.

    Returns:
        The plays, those of one dialogue beside each other, in the order of the scripts.
    """
    free = asyncio.Semaphore(parallel)

    async def one(script: Script) -> TrialResult:
        async with free:
            trial = await play(script, transport, judge)
        on_done(trial)
        return trial

    plays = [one(script) for script in scripts for _ in range(repeat)]
    return list(await asyncio.gather(*plays))


async def play(script: Script, transport: Transport, judge: Judge) -> TrialResult:
    """Play one dialogue to its end; a turn that raises fails, and so do those after it."""
    results: list[TurnResult] = []
    async with transport.open(script) as session:
        broken: str | None = None
        for turn in script.turns:
            got = Observed(error=f"not played: {broken}") if broken else await say(session, turn)
            broken = broken or got.error
            results.append(judge.judge(turn, got))
    return TrialResult(name=script.name, turns=results)


async def say(session: Session, turn: ScriptTurn) -> Observed:
    """Send one message; what it raises is in the observation."""
    try:
        return await session.say(turn)
    except Exception as error:
        return Observed(error=f"{type(error).__name__}: {error}")


def context_of(got: Observed) -> TurnContext:
    """Return what the checker may know of the turn beside the records."""
    action = got.action
    return TurnContext(
        messages=tuple(got.messages),
        cards=tuple(got.cards),
        shown_before=tuple(got.shown_before),
        page=got.page,
        shopper=got.shopper.id,
        verified=got.shopper.verified,
        done=frozenset(got.done),
        pending=frozenset({action.name} if action and action.status != "done" else ()),
        handoff=got.handoff,
        cart=got.cart,
    )


def _claim(finding: Finding) -> InventedClaim:
    return InventedClaim(kind=finding.kind, claim=finding.claim, reason=finding.reason)
