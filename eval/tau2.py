"""Replays the gold actions of tau2's retail tasks on the built-in desk and compares records."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypedDict

from pydantic import BaseModel, TypeAdapter, ValidationError, validate_call

from assistant.orders.audit import Caller
from assistant.orders.builtin import BuiltinDesk
from assistant.orders.desk import Approval
from assistant.orders.errors import DeskError
from assistant.orders.importer import import_orders
from assistant.orders.operations import OPERATIONS
from assistant.orders.policy import load_policy
from assistant.orders.tables import ORDERS_FILE, open_orders
from eval.tau2_records import changed, numbers, plain, stored
from retrieval.errors import UserError

_CALLER = Caller(conversation_id="tau2")
_READS_ABOUT_PEOPLE = {
    "find_user_id_by_email",
    "find_user_id_by_name_zip",
    "get_order_details",
    "get_user_details",
    "transfer_to_human_agents",
}
_OTHER_READS = {
    "calculate",
    "get_item_details",
    "get_product_details",
    "list_all_product_types",
}
Records = dict[str, dict[str, Any]]


class GoldAction(BaseModel):
    """One call of the public domain's tools."""

    name: str
    arguments: dict[str, Any]


class _Criteria(BaseModel):
    actions: list[GoldAction] | None


class Task(BaseModel):
    """What is read of a task: its id and the calls that solve it."""

    id: str
    initial_state: None = None
    evaluation_criteria: _Criteria


class Mismatch(TypedDict):
    """A record that is not what it should be; None where it should be, or is, as imported."""

    task: str
    action: str | None
    expected: dict[str, Any] | None
    got: dict[str, Any] | None


@dataclass(frozen=True)
class Tau2Report:
    """How many tasks ended in exactly the expected records."""

    tasks: int
    matched: int
    mismatches: list[Mismatch]


def run_tau2(
    db: Path, tasks: Path, expected: Path, work_dir: Path, progress: Callable[[], None]
) -> Tau2Report:
    """Replay each task on a fresh copy of the records and compare what has changed.

    Args:
        db: The domain's records.
        tasks: A list of tasks with gold actions.
        expected: By task id, the changed records by section and id, each in full.
        work_dir: An empty folder for the copies.
        progress: Called after each task.

    Returns:
        The report; amounts compare as numbers, to a billionth, everything else exactly.

    Raises:
        UserError: A file cannot be read, or does not belong to the others.
    """
    task_list = _read(tasks, TypeAdapter(list[Task]))
    wanted = _read(expected, TypeAdapter(dict[str, dict[str, Records]]))
    missing = [task.id for task in task_list if task.id not in wanted]
    if missing:
        raise UserError(f"{expected} has no records for task {missing[0]} of {tasks}")
    import_orders(db, work_dir / "imported")
    mismatches: list[Mismatch] = []
    matched = 0
    for task in task_list:
        found = _run_task(task, wanted[task.id], work_dir)
        matched += not found
        mismatches.extend(found)
        progress()
    return Tau2Report(len(task_list), matched, mismatches)


def _read(path: Path, layout: TypeAdapter[Any]) -> Any:  # noqa: ANN401
    try:
        return layout.validate_json(path.read_bytes())
    except OSError as error:
        raise UserError(f"cannot read {path}: {error.strerror}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise UserError(
            f"{path} is not in the layout of tau2 at {place}: {first['msg']}"
        ) from error


def _run_task(task: Task, expected: dict[str, Records], work_dir: Path) -> list[Mismatch]:
    copy = work_dir / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    shutil.copy(work_dir / "imported" / ORDERS_FILE, copy)
    database = open_orders(copy)
    try:
        before = stored(database)
        desk = BuiltinDesk(database, load_policy(), public_domain_defects=True)
        actions = task.evaluation_criteria.actions or []
        for number, action in enumerate(actions):
            _replay(desk, action, f"{task.id}:{number}")
        got = changed(before, stored(database))
    finally:
        database.close()
    flat = {(kind, i): row for kind, rows in expected.items() for i, row in rows.items()}
    return [
        Mismatch(
            task=task.id,
            action=_last_to_touch(actions, place[1]),
            expected=flat.get(place),
            got=plain(got[place]) if place in got else None,
        )
        for place in sorted(flat.keys() | got.keys())
        if numbers(flat.get(place)) != numbers(got.get(place))
    ]


def _replay(desk: BuiltinDesk, action: GoldAction, key: str) -> str | None:
    """Make the call and return why it was refused; as in tau2, a refusal ends nothing."""
    try:
        if action.name in OPERATIONS:
            operation = OPERATIONS[action.name].model_validate(action.arguments)
            desk.perform(operation, approval=Approval(caller=_CALLER, key=key))
        elif action.name in _READS_ABOUT_PEOPLE:
            read = partial(getattr(desk, action.name), caller=_CALLER)
            validate_call(read)(**action.arguments)
        elif action.name in _OTHER_READS:
            validate_call(getattr(desk, action.name))(**action.arguments)
        else:
            return f"Tool '{action.name}' not found"
    except (DeskError, ValidationError) as refusal:
        return str(refusal)
    return None


def _last_to_touch(actions: list[GoldAction], record_id: str) -> str | None:
    touching = [
        a.name for a in actions if a.name in OPERATIONS and record_id in a.arguments.values()
    ]
    return touching[-1] if touching else None
