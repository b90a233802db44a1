"""Reads what each evaluation has left in a folder, as a section of the overview."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from eval.dialogues.results import RunResult
from eval.peers.contest import Standing
from eval.percentiles import Percentiles
from eval.safety.results import SafetyResult
from eval.simulation.bugs import Bug
from retrieval.errors import UserError


@dataclass(frozen=True)
class Section:
    """One evaluation: a table under its title. `passed` is None where there is no bar to pass."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]
    passed: bool | None = None
    picture: str = ""


def read_sections(folder: Path) -> list[Section]:
    """Return a section for each result in a folder, by the names that `make eval` gives them.

    Raises:
        UserError: There is none, or a file is not what its evaluation writes.
    """
    found = []
    for name, read in _READERS.items():
        path = folder / f"{name}.json"
        if path.exists():
            try:
                found.append(read(path))
            except (OSError, ValueError, KeyError, TypeError, ValidationError) as error:
                raise UserError(f"{path} is not what its evaluation writes: {error}") from error
    if not found:
        raise UserError(f"{folder} holds no results: {', '.join(_READERS)} (.json)")
    return found


def _understanding(path: Path) -> Section:
    names = ("messages", "intent_accuracy", "constraint_f1", "model_share", "p50_ms", "p95_ms")
    report = _json(path)
    rows: list[tuple[object, ...]] = [(name.replace("_", " "), report[name]) for name in names]
    return Section("Understanding", ("", ""), rows)


def _dialogues(title: str) -> Callable[[Path], Section]:
    def read(path: Path) -> Section:
        run = RunResult.model_validate_json(path.read_bytes())
        turns = [turn for dialogue in run.dialogues for turn in dialogue.turns]
        times = [turn.timings for turn in turns]
        failed = [(d.name, "failed") for d in run.dialogues if not d.passed]
        rows: list[tuple[object, ...]] = [
            ("dialogues passed", f"{run.passed} of {run.passed + run.failed}"),
            ("invented claims", run.invented_claims),
            ("turns written by the model", sum(turn.source == "model" for turn in turns)),
            ("first sentence, p50 / p95 ms", Percentiles.of(t.first_sentence for t in times)),
            ("whole reply, p50 / p95 ms", Percentiles.of(t.total for t in times)),
            *failed,
        ]
        return Section(title, ("", ""), rows, passed=not run.failed)

    return read


def _safety(path: Path) -> Section:
    result = SafetyResult.model_validate_json(path.read_bytes())
    rows: list[tuple[object, ...]] = [
        (name, suite.cases, suite.breached, suite.refused, suite.off_topic)
        for name, suite in result.suites.items()
    ]
    columns = ("suite", "cases", "obtained something", "refused", "off topic")
    return Section("Safety", columns, rows, passed=result.passed)


def _shoppers(path: Path) -> Section:
    bugs = TypeAdapter(list[Bug]).validate_json(path.read_bytes())
    rows: list[tuple[object, ...]] = [(bug.kind, bug.goal, bug.what) for bug in bugs]
    return Section("Simulated shoppers: bugs", ("kind", "goal", ""), rows, passed=not bugs)


def _peers(path: Path) -> Section:
    found = TypeAdapter(list[Standing]).validate_json(path.read_bytes())
    columns = ("model", "", "passed", "invented in 100 turns", "first useful, ms", "turn", "tokens")
    return Section("Peers", columns, [_standing(each) for each in found])


def _standing(each: Standing) -> tuple[object, ...]:
    passed = f"{each.passed} of {each.dialogues}"
    times = (each.first_useful, each.total)
    return (each.model, each.contender, passed, each.invented_per_100, *times, each.tokens)


def _load(path: Path) -> Section:
    levels = _json(path)
    rows: list[tuple[object, ...]] = [
        (
            level["load"]["shoppers"],
            f"{level['load']['failed']} of {level['load']['messages']}",
            *(Percentiles(**level["load"][name]).three() for name in _WAITS),
            level["ratio"],
            level["model"] and level["model"]["prefix_hit_share"],
        )
        for level in levels
    ]
    columns = ("shoppers", "failed", "first card", "first sentence", "whole reply, ms")
    picture = path.with_suffix(".svg")
    return Section(
        "Load",
        (*columns, "tokens/s over bare vLLM", "prefix cache"),
        rows,
        passed=not any(level["load"]["failed"] for level in levels),
        picture=picture.read_text(encoding="utf-8") if picture.exists() else "",
    )


_WAITS = ("first_card", "first_sentence", "total")
_READERS: dict[str, Callable[[Path], Section]] = {
    "understanding": _understanding,
    "templates": _dialogues("Dialogues, templates alone"),
    "dialogues": _dialogues("Dialogues"),
    "safety": _safety,
    "shoppers": _shoppers,
    "peers": _peers,
    "load": _load,
}


def _json(path: Path) -> Any:  # noqa: ANN401
    return json.loads(path.read_text(encoding="utf-8"))


def all_passed(sections: Sequence[Section]) -> bool:
    """Whether every section that has a bar has passed it."""
    return all(section.passed is not False for section in sections)
