"""Compares two runs of the same scripts: what changed, and whether chance alone explains it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import comb

from eval.dialogues.results import DialogueResult, RunResult, TurnResult
from eval.percentiles import Percentiles

SIGNIFICANT = 0.05


@dataclass(frozen=True)
class ChangedTurn:
    """A turn that passed in one run and failed in the other; `failures` are the failing run's."""

    dialogue: str
    number: int
    shopper: str
    failures: list[str]


@dataclass(frozen=True)
class Side:
    """One run's figures over the turns that both runs have."""

    passed: int
    invented_claims: int
    by_model: int
    first_sentence: Percentiles
    total: Percentiles


@dataclass(frozen=True)
class Comparison:
    """Run B beside run A, over `turns` turns that both have.

    `p_value` is McNemar's exact one, two-sided: how likely so uneven a split of the changed turns
    would be if neither run were better. `missing` names dialogues that only one run has.
    """

    turns: int
    a: Side
    b: Side
    broken: list[ChangedTurn]
    mended: list[ChangedTurn]
    p_value: float
    missing: list[str]

    @property
    def worse(self) -> bool:
        """Whether B fails more turns than A, by more than chance explains."""
        return len(self.broken) > len(self.mended) and self.p_value < SIGNIFICANT


def compare(a: RunResult, b: RunResult) -> Comparison:
    """Compare two runs turn by turn; a dialogue that was repeated counts with its shown trial.

    Args:
        a: The run before.
        b: The run after.

    Returns:
        The comparison over the dialogues, and their turns, that both have.
    """
    before = {dialogue.name: dialogue for dialogue in a.dialogues}
    after = {dialogue.name: dialogue for dialogue in b.dialogues}
    shared = [name for name in before if name in after]
    pairs = [
        (name, number, old, new)
        for name in shared
        for number, (old, new) in enumerate(_turns(before[name], after[name]), start=1)
    ]
    broken = [_changed(name, n, new) for name, n, old, new in pairs if old.passed > new.passed]
    mended = [_changed(name, n, old) for name, n, old, new in pairs if old.passed < new.passed]
    return Comparison(
        turns=len(pairs),
        a=_side([old for _, _, old, _ in pairs]),
        b=_side([new for _, _, _, new in pairs]),
        broken=broken,
        mended=mended,
        p_value=mcnemar(len(broken), len(mended)),
        missing=sorted(before.keys() ^ after.keys()),
    )


def mcnemar(broken: int, mended: int) -> float:
    """Return McNemar's exact p-value, two-sided, for that many changes either way.

    >>> mcnemar(0, 0), mcnemar(1, 9)
    (1.0, 0.021484375)
    """
    changed, fewer = broken + mended, min(broken, mended)
    tail = sum(comb(changed, count) for count in range(fewer + 1))
    return min(1.0, 2 * tail / (1 << changed))


def _turns(a: DialogueResult, b: DialogueResult) -> Iterable[tuple[TurnResult, TurnResult]]:
    return zip(a.turns, b.turns, strict=False)  # a script may have grown between the runs


def _changed(name: str, number: int, failing: TurnResult) -> ChangedTurn:
    return ChangedTurn(name, number, failing.shopper, failing.failures)


def _side(turns: Sequence[TurnResult]) -> Side:
    return Side(
        passed=sum(turn.passed for turn in turns),
        invented_claims=sum(len(turn.invented) for turn in turns),
        by_model=sum(turn.source == "model" for turn in turns),
        first_sentence=Percentiles.of([turn.timings.first_sentence for turn in turns]),
        total=Percentiles.of([turn.timings.total for turn in turns]),
    )
