"""What a run found, in the layout that programs read (`--json`)."""

from collections.abc import Sequence
from math import comb

from pydantic import BaseModel, computed_field

from assistant.state import Timings


class InventedClaim(BaseModel):
    """A claim in a reply that no record bears out."""

    kind: str
    claim: str
    reason: str


class TurnResult(BaseModel):
    """One turn: what was said on both sides, and which expectations did not hold."""

    passed: bool
    failures: list[str]
    reply: str
    product_ids: list[str]
    intent: str | None
    timings: Timings
    shopper: str
    invented: list[InventedClaim] = []
    source: str = ""
    tokens: int = 0


class TrialResult(BaseModel):
    """One play of one dialogue."""

    name: str
    turns: list[TurnResult]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def passed(self) -> bool:
        """Whether every turn passed."""
        return all(turn.passed for turn in self.turns)


class DialogueResult(BaseModel):
    """All trials of one dialogue; `turns` are the first failed trial's, or the first's."""

    name: str
    passed: bool
    turns: list[TurnResult]
    trials: list[bool]


class RunResult(BaseModel):
    """A whole run.

    `turn_pass_rate` and `invented_claims` count every turn of every trial. `pass_hat_k` is the
    chance that k plays of a dialogue all pass, averaged over the dialogues, for k = the number of
    trials; `pass_hat` gives it for each smaller k too. `skipped` names the dialogues that need a
    model, in a run without one.
    """

    dialogues: list[DialogueResult]
    passed: int
    failed: int
    turn_pass_rate: float
    invented_claims: int
    pass_hat_k: float
    pass_hat: dict[int, float]
    repeat: int
    skipped: list[str] = []


def summarise(trials: Sequence[TrialResult], skipped: Sequence[str] = ()) -> RunResult:
    """Put the trials of a run together, dialogues in the order of their first trial.

    Args:
        trials: Every play; the same number of plays of each dialogue.
        skipped: Names of dialogues that were not played.

    Returns:
        The result of the run.
    """
    by_name: dict[str, list[TrialResult]] = {}
    for trial in trials:
        by_name.setdefault(trial.name, []).append(trial)
    dialogues = [_dialogue(name, plays) for name, plays in by_name.items()]
    turns = [turn for trial in trials for turn in trial.turns]
    repeat = max((len(plays) for plays in by_name.values()), default=0)
    pass_hat = {k: pass_hat_k([d.trials for d in dialogues], k) for k in range(1, repeat + 1)}
    passed = sum(dialogue.passed for dialogue in dialogues)
    return RunResult(
        dialogues=dialogues,
        passed=passed,
        failed=len(dialogues) - passed,
        turn_pass_rate=sum(turn.passed for turn in turns) / len(turns) if turns else 0.0,
        invented_claims=sum(len(turn.invented) for turn in turns),
        pass_hat_k=pass_hat.get(repeat, 0.0),
        pass_hat=pass_hat,
        repeat=repeat,
        skipped=list(skipped),
    )


def pass_hat_k(outcomes: Sequence[Sequence[bool]], k: int) -> float:
    """Estimate the chance that k plays of a dialogue all pass, without bias, over all dialogues.

    Args:
        outcomes: For each dialogue, whether each of its n >= k plays passed.
        k: How many plays must all pass.

    >>> pass_hat_k([[True, True], [True, False]], 1), pass_hat_k([[True, True], [True, False]], 2)
    (0.75, 0.5)
    """
    if not outcomes:
        return 0.0
    return sum(comb(sum(plays), k) / comb(len(plays), k) for plays in outcomes) / len(outcomes)


def _dialogue(name: str, plays: list[TrialResult]) -> DialogueResult:
    shown = next((play for play in plays if not play.passed), plays[0])
    outcomes = [play.passed for play in plays]
    return DialogueResult(name=name, passed=all(outcomes), turns=shown.turns, trials=outcomes)
