import json
from pathlib import Path

import pytest

from assistant.orders.audit import Caller
from assistant.orders.builtin import BuiltinDesk, open_desk
from assistant.orders.desk import Approval
from assistant.orders.errors import DeskError
from assistant.orders.importer import import_orders
from retrieval.errors import UserError
from tests.assistant.orders.conftest import import_data
from tests.assistant.orders.shop import shop_data

CALLER = Caller("c1")


def opened(data_dir: Path) -> BuiltinDesk:
    desk = open_desk(data_dir)
    assert desk is not None
    return desk


def test_a_directory_without_orders_has_no_desk(tmp_path: Path) -> None:
    assert open_desk(tmp_path) is None


def test_every_order_of_the_file_is_found_afterwards(tmp_path: Path) -> None:
    assert import_data(shop_data(), tmp_path) == 4
    assert opened(tmp_path).get_order_details("#W2000", caller=CALLER).user_id == "bo_2"


def test_a_rerun_does_not_undo_what_the_desk_has_done(data_dir: Path) -> None:
    approval = Approval(CALLER, "k1")
    opened(data_dir).cancel_pending_order("#W1000", "no longer needed", approval=approval)
    import_data(shop_data(), data_dir)
    assert opened(data_dir).get_order_details("#W1000", caller=CALLER).status == "cancelled"


def test_a_record_that_changed_in_the_file_replaces_the_old_one(data_dir: Path) -> None:
    data = shop_data()
    data["orders"]["#W1000"]["status"] = "processed"
    import_data(data, data_dir)
    assert opened(data_dir).get_order_details("#W1000", caller=CALLER).status == "processed"


def test_what_is_gone_from_the_file_is_gone_from_the_desk(data_dir: Path) -> None:
    data = shop_data()
    del data["orders"]["#W1000"]
    import_data(data, data_dir)
    with pytest.raises(DeskError, match="Order not found"):
        opened(data_dir).get_order_details("#W1000", caller=CALLER)


def test_bad_records_are_named_with_place_and_reason_and_the_rest_comes_in(tmp_path: Path) -> None:
    data = shop_data()
    data["orders"]["#W1000"]["items"][0]["price"] = -3
    data["orders"]["#W1001"]["user_id"] = "nobody"
    data["orders"]["#W1002"]["payment_history"][0]["payment_method_id"] = "other"
    data["orders"]["#W9"] = data["orders"]["#W2000"]
    file = tmp_path / "orders.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    lines: list[str] = []
    assert import_orders(file, tmp_path, lines.append) == 1
    reported = {line.split("orders.json: ")[1].split(": ")[0]: line for line in lines}
    assert set(reported) == {f"orders.{number}" for number in ("#W1000", "#W1001", "#W1002", "#W9")}
    assert "items.0.price" in reported["orders.#W1000"]
    assert "nobody" in reported["orders.#W1001"]


def test_a_rejected_record_leaves_the_one_that_was_there(data_dir: Path) -> None:
    data = shop_data()
    data["orders"]["#W1000"]["status"] = 7
    import_data(data, data_dir)
    assert opened(data_dir).get_order_details("#W1000", caller=CALLER).status == "pending"


@pytest.mark.parametrize("content", ["", "[]", "{", '{"users": {}}', "\udcff", "[" * 100_000])
def test_a_file_that_is_no_orders_file_is_a_clear_error(tmp_path: Path, content: str) -> None:
    file = tmp_path / "orders.json"
    file.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(UserError, match=r"orders\.json"):
        import_orders(file, tmp_path)
    assert open_desk(tmp_path) is None


def test_a_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot read"):
        import_orders(tmp_path / "none.json", tmp_path)
