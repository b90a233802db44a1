import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from assistant.cli.audit import audit
from assistant.errors import UserError
from assistant.orders.audit import Caller
from assistant.orders.builtin import open_desk
from tests.assistant.orders.conftest import import_data
from tests.assistant.orders.shop import shop_data

app = typer.Typer()
app.command()(audit)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    import_data(shop_data(), tmp_path)
    desk = open_desk(tmp_path)
    assert desk is not None
    for conversation in ("c1", "c2"):
        desk.get_order_details("#W1000", caller=Caller(conversation, "ada_1"))
    return tmp_path


@pytest.mark.parametrize(
    ("options", "conversations"), [([], ["c1", "c2"]), (["--conversation", "c2"], ["c2"])]
)
def test_the_trail_is_printed_as_json_lines(
    data_dir: Path, options: list[str], conversations: list[str]
) -> None:
    printed = CliRunner().invoke(app, [*options, "--data-dir", str(data_dir)])
    assert printed.exit_code == 0
    lines = [json.loads(line) for line in printed.stdout.splitlines()]
    assert [line["conversation_id"] for line in lines] == conversations
    assert {line["action"] for line in lines} == {"get_order_details"}


def test_a_shop_without_orders_has_no_trail(tmp_path: Path) -> None:
    ended = CliRunner().invoke(app, ["--data-dir", str(tmp_path)])
    assert isinstance(ended.exception, UserError)
