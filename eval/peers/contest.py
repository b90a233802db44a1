"""Plays the same scripts with every contender, and keeps each play so that a run can go on."""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, TypeAdapter, ValidationError

from eval.dialogues.format import Expectation, Script, ScriptTurn
from eval.dialogues.results import TrialResult, TurnResult
from eval.dialogues.runner import Judge, play
from eval.dialogues.transport import Transport
from eval.percentiles import Percentiles
from retrieval.errors import UserError


class Played(BaseModel):
    """One dialogue with one contender and one model."""

    model: str
    contender: str
    trial: TrialResult


class Standing(BaseModel):
    """What one contender reached with one model.

    `first_useful` is the first card or the first whole sentence, `total` the whole turn, both in
    milliseconds at the 50th and 95th percentile; `tokens` is a turn's mean of prompts and replies.
    """

    model: str
    contender: str
    dialogues: int
    passed: int
    turns: int
    invented: int
    invented_per_100: float
    first_useful: Percentiles
    total: Percentiles
    tokens: float


_HELLO = ScriptTurn(shopper="hello, do you have tents?")
_FIRST = Script(name="the first loads what the others find loaded", turns=[_HELLO])


def for_anyone(script: Script) -> Script:
    """Return a script that asks nothing of a contender's inner workings.

    Intent and constraints are the assistant's own; a change that is not yet made has no form that
    all share, so only changes that are made are compared.
    """
    turns = [turn.model_copy(update={"expect": _outside(turn)}) for turn in script.turns]
    return script.model_copy(update={"turns": turns})


async def contest(
    scripts: Sequence[Script],
    contenders: Mapping[str, Transport],
    judge: Judge,
    model: str,
    keep: Path,
    *,
    seconds: float = float("inf"),
    on_done: Callable[[], None] = lambda: None,
) -> list[Played]:
    """Play every script with every contender, one after another, beside each other in time.

    Args:
        scripts: What is played, already `for_anyone`.
        contenders: The ways to them, by name.
        judge: Holds each turn to its script.
        model: The served model's name.
        keep: Every play is added here (JSON lines); what stands there already is not played again.
        seconds: No dialogue is begun after so long; another run goes on from there.
        on_done: Called after each play, for progress.

    Returns:
        All plays that `keep` holds now.
    """
    played = read_played(keep)
    for transport in contenders.values():
        await play(_FIRST, transport, judge)
    known = {(each.model, each.contender, each.trial.name) for each in played}
    began = time.monotonic()
    for script in scripts:
        for name, transport in contenders.items():
            if (model, name, script.name) not in known and time.monotonic() - began < seconds:
                trial = await play(script, transport, judge)
                played.append(Played(model=model, contender=name, trial=trial))
                with keep.open("a", encoding="utf-8") as file:
                    file.write(played[-1].model_dump_json() + "\n")
            on_done()
    return played


def read_played(path: Path) -> list[Played]:
    """Read the plays that are kept in a file; none where there is no file.

    Raises:
        UserError: It holds something else.
    """
    if not path.exists():
        return []
    rows = TypeAdapter(Played)
    try:
        return [rows.validate_json(line) for line in path.read_text("utf-8").splitlines()]
    except (OSError, ValidationError) as error:
        raise UserError(f"{path} does not hold plays of `shopassist eval peers`") from error


def standings(played: Sequence[Played]) -> list[Standing]:
    """Return the standing of each contender with each model.

    Of a model, only the dialogues count that all its contenders have played.
    """
    trials: dict[tuple[str, str], dict[str, TrialResult]] = {}
    for each in played:
        trials.setdefault((each.model, each.contender), {})[each.trial.name] = each.trial
    found = []
    for model, contender in trials:
        of_all = set.intersection(*(set(by) for key, by in trials.items() if key[0] == model))
        compared = [trial for name, trial in trials[model, contender].items() if name in of_all]
        found.append(_standing(model, contender, compared))
    return found


def _standing(model: str, contender: str, trials: Sequence[TrialResult]) -> Standing:
    turns = [turn for trial in trials for turn in trial.turns]
    invented = sum(len(turn.invented) for turn in turns)
    return Standing(
        model=model,
        contender=contender,
        dialogues=len(trials),
        passed=sum(trial.passed for trial in trials),
        turns=len(turns),
        invented=invented,
        invented_per_100=round(100 * invented / len(turns), 1) if turns else 0.0,
        first_useful=Percentiles.of(map(_first_useful, turns)),
        total=Percentiles.of(turn.timings.total for turn in turns),
        tokens=round(sum(turn.tokens for turn in turns) / len(turns), 1) if turns else 0.0,
    )


def _first_useful(turn: TurnResult) -> float | None:
    known = (turn.timings.first_card, turn.timings.first_sentence)
    return min((time for time in known if time is not None), default=None)


def _outside(turn: ScriptTurn) -> Expectation:
    expect = turn.expect
    action = expect.action if expect.action and expect.action.status == "done" else None
    return expect.model_copy(update={"intent": [], "constraints": None, "action": action})
