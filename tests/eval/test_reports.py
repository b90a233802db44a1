import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.console import Console

from assistant.state import Timings
from eval.dialogues.report.files import as_json, write_report
from eval.dialogues.report.html import as_html
from eval.dialogues.report.junit import as_junit
from eval.dialogues.report.terminal import print_summary
from eval.dialogues.results import (
    InventedClaim,
    RunResult,
    TrialResult,
    TurnResult,
    pass_hat_k,
    summarise,
)
from retrieval.errors import UserError
from tests.eval.shop import invented_shop


def turn(*failures: str, shopper: str = "hi", reply: str = "Hello!") -> TurnResult:
    return TurnResult(
        passed=not failures,
        failures=list(failures),
        reply=reply,
        product_ids=["b1", "gone"],
        intent="greeting",
        timings=Timings(total=120),
        shopper=shopper,
        invented=[InventedClaim(kind="price", claim="$9", reason="costs 79")] if failures else [],
    )


@pytest.fixture
def run() -> RunResult:
    trials = [
        TrialResult(name="good <one>", turns=[turn()]),
        TrialResult(name="bad", turns=[turn(), turn("intent: expected a; got b", shopper="\0x")]),
    ]
    return summarise(trials, skipped=["needs words"])


def test_the_json_has_the_keys_that_programs_read(run: RunResult) -> None:
    data = json.loads(as_json(run))
    assert {
        "dialogues",
        "passed",
        "failed",
        "turn_pass_rate",
        "invented_claims",
        "pass_hat_k",
    } <= set(data)
    assert (data["passed"], data["failed"], data["invented_claims"]) == (1, 1, 1)
    assert data["turn_pass_rate"] == pytest.approx(2 / 3)
    assert set(data["dialogues"][0]) >= {"name", "passed", "turns"}
    assert set(data["dialogues"][1]["turns"][1]) >= {
        "passed",
        "failures",
        "reply",
        "product_ids",
        "intent",
        "timings",
    }


def test_junit_has_a_suite_for_each_dialogue_and_a_case_for_each_turn(run: RunResult) -> None:
    root = ElementTree.fromstring(as_junit(run))
    suites = {suite.get("name"): suite for suite in root}
    assert set(suites) == {"good <one>", "bad", "needs words"}
    assert suites["bad"].get("failures") == "1"
    failure = suites["bad"].find("testcase/failure")
    assert failure is not None
    assert failure.get("message") == "intent: expected a; got b"
    assert suites["needs words"].find("testcase/skipped") is not None


def test_the_page_needs_nothing_from_elsewhere_and_escapes_what_was_said(run: RunResult) -> None:
    page = as_html(run, invented_shop())
    assert "good &lt;one&gt;" in page
    assert "Harbour Canvas Backpack" in page
    assert "not in the catalog" in page
    assert "intent: expected a; got b" in page
    for outside in ("http://", "https://", "<link", 'src="', "@import"):
        assert outside not in page


def test_the_page_shows_what_a_shopper_typed_as_text_only() -> None:
    hostile = TrialResult(name="x", turns=[turn(shopper="<script>alert(1)</script>")])
    page = as_html(summarise([hostile]), invented_shop())
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_terminal_shows_failed_turns_with_what_came(run: RunResult) -> None:
    console = Console(record=True, width=120)
    print_summary(run, console)
    text = console.export_text()
    assert "intent: expected a; got b" in text
    assert "reply: Hello!" in text
    assert "skipped needs words" in text


def test_a_report_that_cannot_be_written_is_a_users_mistake(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="cannot write the report"):
        write_report(tmp_path / "file" / "below.json", "{}")


def test_an_empty_run_is_nothing_passed_and_nothing_failed() -> None:
    empty = summarise([])
    assert (empty.passed, empty.failed, empty.turn_pass_rate, empty.pass_hat_k) == (0, 0, 0, 0)


def test_pass_hat_k_is_the_chance_that_k_plays_all_pass() -> None:
    outcomes = [[True, True, False, False]]
    assert pass_hat_k(outcomes, 1) == 0.5
    assert pass_hat_k(outcomes, 2) == pytest.approx(1 / 6)
    assert pass_hat_k(outcomes, 3) == 0
