import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.orders.builtin import BuiltinDesk
from assistant.orders.importer import import_orders
from assistant.orders.policy import load_policy
from assistant.orders.tables import open_orders
from tests.assistant.orders.shop import shop_data


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 10, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **duration: float) -> None:
        self.now += timedelta(**duration)


def import_data(data: dict[str, Any], data_dir: Path) -> int:
    file = data_dir / "orders.json"
    data_dir.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(data), encoding="utf-8")
    return import_orders(file, data_dir)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    import_data(shop_data(), tmp_path)
    return tmp_path


@pytest.fixture
def desk(data_dir: Path, clock: Clock) -> Iterator[BuiltinDesk]:
    database = open_orders(data_dir)
    yield BuiltinDesk(database, load_policy(data_dir), clock)
    database.close()
