import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from eval.commands.tau2 import register
from eval.tau2 import Tau2Report, run_tau2
from retrieval.errors import UserError
from tests.assistant.orders.shop import shop_data
from tests.shared_data import shared_data

pytestmark = pytest.mark.slow

CANCEL = {
    "name": "cancel_pending_order",
    "arguments": {"order_id": "#W1002", "reason": "no longer needed"},
}
BAD_CALLS = [
    {"name": "cancel_pending_order", "arguments": {"order_id": "#W1002", "reason": "bored"}},
    {"name": "cancel_pending_order", "arguments": {"order_id": "#W1002"}},
    {"name": "get_order_details", "arguments": {"order_id": "#nope"}},
    {"name": "no_such_tool", "arguments": {}},
    {"name": "calculate", "arguments": {"expression": "1/0"}},
]


def cancelled() -> dict[str, Any]:
    order = shop_data()["orders"]["#W1002"]
    refund = order["payment_history"][0] | {"transaction_type": "refund"}
    extra = dict.fromkeys(
        ("exchange_items", "exchange_new_items", "exchange_payment_method_id", "return_items")
    )
    user = shop_data()["users"]["ada_1"]
    user["payment_methods"]["gift_1"]["balance"] = 12.299999999999999
    changed = (
        order
        | extra
        | {
            "exchange_price_difference": None,
            "return_payment_method_id": None,
            "status": "cancelled",
            "cancel_reason": "no longer needed",
            "payment_history": [*order["payment_history"], refund],
        }
    )
    return {"orders": {"#W1002": changed}, "users": {"ada_1": user}}


def write(folder: Path, actions: list[Any], expected: dict[str, Any]) -> tuple[Path, Path, Path]:
    task = {"id": "t1", "evaluation_criteria": {"actions": actions}, "initial_state": None}
    contents = {"db": shop_data(), "tasks": [task], "expected": {"t1": expected}}
    for name, content in contents.items():
        (folder / name).write_text(json.dumps(content), encoding="utf-8")
    return folder / "db", folder / "tasks", folder / "expected"


def replay(folder: Path, actions: list[Any], expected: dict[str, Any]) -> Tau2Report:
    db, tasks, records = write(folder, actions, expected)
    return run_tau2(db, tasks, records, folder / "work", lambda: None)


def test_changed_records_that_are_as_expected_match(tmp_path: Path) -> None:
    assert replay(tmp_path, [CANCEL], cancelled()) == Tau2Report(1, 1, [])


def test_refused_and_senseless_calls_change_nothing_and_the_rest_goes_on(tmp_path: Path) -> None:
    assert replay(tmp_path, BAD_CALLS, {}).matched == 1
    assert replay(tmp_path, [*BAD_CALLS, CANCEL], cancelled()).matched == 1


def test_a_cent_of_difference_is_a_mismatch_with_its_record_and_action(tmp_path: Path) -> None:
    expected = cancelled()
    expected["users"]["ada_1"]["payment_methods"]["gift_1"]["balance"] = 12.31
    report = replay(tmp_path, [CANCEL], expected)
    [mismatch] = report.mismatches
    assert (report.matched, mismatch["task"]) == (0, "t1")
    assert mismatch["got"] is not None
    assert mismatch["got"]["payment_methods"]["gift_1"]["balance"] == 12.3


def test_a_change_that_was_not_expected_is_a_mismatch(tmp_path: Path) -> None:
    places = [(m["action"], m["expected"]) for m in replay(tmp_path, [CANCEL], {}).mismatches]
    assert ("cancel_pending_order", None) in places
    assert len(places) == 2


def test_an_expected_change_that_did_not_happen_is_a_mismatch(tmp_path: Path) -> None:
    assert [m["got"] for m in replay(tmp_path, [], cancelled()).mismatches] == [None, None]


def test_a_task_without_expected_records_is_a_clear_error(tmp_path: Path) -> None:
    db, tasks, expected = write(tmp_path, [], {})
    expected.write_text("{}", encoding="utf-8")
    with pytest.raises(UserError, match="no records for task t1"):
        run_tau2(db, tasks, expected, tmp_path / "work", lambda: None)


def test_a_file_in_another_layout_is_a_clear_error(tmp_path: Path) -> None:
    db, _, expected = write(tmp_path, [], {})
    with pytest.raises(UserError, match="not in the layout of tau2"):
        run_tau2(db, db, expected, tmp_path / "work", lambda: None)


@pytest.mark.parametrize(("right", "status"), [(True, 0), (False, 1)])
def test_the_command_writes_its_report_and_fails_on_mismatches(
    tmp_path: Path, right: bool, status: int
) -> None:
    db, tasks, expected = write(tmp_path, [CANCEL], cancelled() if right else {})
    app = typer.Typer()
    register(app)
    out = tmp_path / "report.json"
    options = ["--db", db, "--tasks", tasks, "--expected", expected, "--json", out]
    arguments = [str(option) for option in [*options, "--data-dir", tmp_path / "var"]]
    assert CliRunner().invoke(app, arguments).exit_code == status
    report = json.loads(out.read_text(encoding="utf-8"))
    assert (report["tasks"], report["matched"]) == (1, int(right))
    assert bool(report["mismatches"]) is not right


def test_all_tasks_of_the_public_domain_match(tmp_path: Path) -> None:
    folder = shared_data("tau2_retail")
    files = [folder / name for name in ("db.json", "tasks.train.json", "expected.train.json")]
    report = run_tau2(files[0], files[1], files[2], tmp_path, lambda: None)
    assert report.mismatches == []
    assert (report.tasks, report.matched) == (74, 74)
