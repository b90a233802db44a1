"""Sets the stage for a run: the shop's records, and the assistant with fresh orders a dialogue."""

import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copy, copytree
from tempfile import TemporaryDirectory

from assistant.events import Assistant
from assistant.factory import build_assistant, open_index
from assistant.orders.builtin import open_desk
from assistant.orders.policy import POLICY_FILE
from assistant.orders.tables import ORDERS_FILE
from assistant.settings import Settings
from assistant.turn import Model, ShopAssistant
from eval.dialogues.transport import InProcess
from eval.read_records import read_records
from eval.records import ShopRecords


@dataclass(frozen=True)
class Stage:
    """What a run needs: the records to judge by, and the way to the assistant."""

    records: ShopRecords
    transport: InProcess


@contextmanager
def open_stage(
    data_dir: Path | None, *, with_model: bool, say: Callable[[str], None] = lambda _: None
) -> Iterator[Stage]:
    """Open the assistant over a data directory, for as long as the context lasts.

    Args:
        data_dir: The data directory; None: the configured one.
        with_model: Whether a language model writes; it is started where none is running.
        say: Told about progress, a line at a time.

    Raises:
        UserError: The data directory holds no index, or the model cannot be started.
    """
    settings = Settings.for_data_dir(data_dir)
    index = open_index(settings)
    with ExitStack() as stack:
        assistant = build_assistant(settings, index, _model(settings, stack, say, with_model))
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="shopassist-eval-")))
        snapshot = _snapshot(settings.data_dir, folder)
        records = read_records(settings.data_dir, assistant.shop.name)
        yield Stage(records, InProcess(lambda: _with_fresh_orders(assistant, snapshot)))


def _model(
    settings: Settings, stack: ExitStack, say: Callable[[str], None], with_model: bool
) -> Model | None:
    if not with_model:
        return None
    from assistant.models.vllm_process import running_model  # costs seconds: only when needed

    return stack.enter_context(running_model(settings, say))


@asynccontextmanager
async def _with_fresh_orders(
    assistant: ShopAssistant, snapshot: Path | None
) -> AsyncIterator[Assistant]:
    """Give the assistant orders of its own, so that dialogues do not see each other's changes."""
    if snapshot is None:
        yield assistant
        return
    with TemporaryDirectory(dir=snapshot.parent) as folder:
        copytree(snapshot, folder, dirs_exist_ok=True)
        yield replace(assistant, desk=open_desk(Path(folder), assistant.clock))


def _snapshot(data_dir: Path, folder: Path) -> Path | None:
    """Copy the orders as they are now, and the policy; None where no orders were imported."""
    orders, policy = data_dir / ORDERS_FILE, data_dir / POLICY_FILE
    if not orders.exists():
        return None
    taken = folder / "imported"
    taken.mkdir()
    # A plain copy would miss what SQLite has not merged into the file yet.
    with (
        closing(sqlite3.connect(orders)) as source,
        closing(sqlite3.connect(taken / ORDERS_FILE)) as target,
    ):
        source.backup(target)
    if policy.exists():
        copy(policy, taken)
    return taken
