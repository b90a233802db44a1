import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.state import Timings
from eval.cli import build_app
from eval.dialogues.comparison import compare, mcnemar
from eval.dialogues.report.files import as_json, read_run
from eval.dialogues.results import RunResult, TrialResult, TurnResult, summarise
from retrieval.errors import UserError


def run_of(**outcomes: str) -> RunResult:
    """Make a run: by dialogue, a letter a turn, `p` for passed and `f` for failed."""
    trials = [
        TrialResult(name=name, turns=[turn(letter == "p") for letter in letters])
        for name, letters in outcomes.items()
    ]
    return summarise(trials)


def turn(passed: bool) -> TurnResult:
    return TurnResult(
        passed=passed,
        failures=[] if passed else ["intent: expected greeting; got thanks"],
        reply="Hello!",
        product_ids=[],
        intent="greeting",
        timings=Timings(first_sentence=10, total=120 if passed else 400),
        shopper="hi",
        source="model" if passed else "template",
    )


def test_turns_that_changed_are_named_with_the_failing_runs_reasons() -> None:
    comparison = compare(run_of(a="pf", b="p"), run_of(a="fp", b="p"))
    (broken,) = comparison.broken
    (mended,) = comparison.mended
    assert (broken.dialogue, broken.number) == ("a", 1)
    assert (mended.dialogue, mended.number) == ("a", 2)
    assert "got thanks" in broken.failures[0]
    assert "got thanks" in mended.failures[0]
    assert comparison.turns == 3


def test_each_side_has_its_figures() -> None:
    comparison = compare(run_of(a="pp"), run_of(a="ff"))
    assert (comparison.a.passed, comparison.b.passed) == (2, 0)
    assert (comparison.a.by_model, comparison.b.by_model) == (2, 0)
    assert (comparison.a.total.p50, comparison.b.total.p50) == (120, 400)
    assert comparison.a.first_sentence == comparison.b.first_sentence


def test_only_what_both_runs_have_is_compared() -> None:
    comparison = compare(run_of(a="p", gone="f"), run_of(a="pf", new="f"))
    assert comparison.turns == 1
    assert comparison.missing == ["gone", "new"]


@pytest.mark.parametrize(("broken", "mended", "p"), [(0, 5, 0.0625), (6, 0, 0.03125), (3, 3, 1.0)])
def test_mcnemars_p_is_the_exact_one(broken: int, mended: int, p: float) -> None:
    assert mcnemar(broken, mended) == p


@pytest.mark.parametrize(
    ("before", "after", "status"),
    [("pppppp", "ffffff", 1), ("ppppp", "fffff", 0), ("ffffff", "pppppp", 0)],
)
def test_the_command_fails_only_where_b_is_worse_than_chance_explains(
    tmp_path: Path, before: str, after: str, status: int
) -> None:
    files = [tmp_path / "a.json", tmp_path / "b.json"]
    for file, letters in zip(files, (before, after), strict=True):
        file.write_text(as_json(run_of(dialogue=letters)))
    out = tmp_path / "out.json"
    arguments = ["compare", *map(str, files), "--json", str(out)]
    result = CliRunner().invoke(build_app(), arguments)
    assert result.exit_code == status, result.output
    assert json.loads(out.read_text())["turns"] == len(before)
    assert "McNemar" in result.output


def test_a_file_that_is_no_run_is_a_users_mistake(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("{}")
    with pytest.raises(UserError, match="not a result of"):
        read_run(path)
    with pytest.raises(UserError, match="cannot read"):
        read_run(tmp_path / "absent.json")


def test_a_run_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    run = run_of(a="pf", b="p")
    path.write_text(as_json(run))
    assert read_run(path) == run
