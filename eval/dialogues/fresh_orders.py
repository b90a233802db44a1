"""Orders as they were imported, a copy for each dialogue, so that none sees another's changes."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copy, copytree
from tempfile import TemporaryDirectory

from assistant.orders.builtin import open_desk
from assistant.orders.policy import POLICY_FILE
from assistant.orders.tables import ORDERS_FILE
from assistant.turn import ShopAssistant


@dataclass(frozen=True)
class FreshOrders:
    """A copy of the shop's orders and policy; `imported` is None where the shop has none."""

    imported: Path | None

    @classmethod
    def taken_from(cls, data_dir: Path, folder: Path) -> "FreshOrders":
        """Copy the orders of a data directory, as they are now, into a folder."""
        orders, policy = data_dir / ORDERS_FILE, data_dir / POLICY_FILE
        if not orders.exists():
            return cls(None)
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
        return cls(taken)

    @asynccontextmanager
    async def given_to(self, assistant: ShopAssistant) -> AsyncIterator[tuple[ShopAssistant, Path]]:
        """Yield the assistant with orders of its own, and the folder that they are in."""
        if self.imported is None:
            with TemporaryDirectory() as empty:
                yield assistant, Path(empty)
            return
        with TemporaryDirectory(dir=self.imported.parent) as name:
            folder = Path(name)
            copytree(self.imported, folder, dirs_exist_ok=True)
            yield replace(assistant, desk=open_desk(folder, assistant.clock)), folder
