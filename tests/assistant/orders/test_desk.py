import json
import sqlite3
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from assistant.orders.audit import Caller
from assistant.orders.builtin import BuiltinDesk, open_desk
from assistant.orders.desk import Approval
from assistant.orders.errors import DeskError, RefusalCode
from assistant.orders.operations import CancelPendingOrder
from assistant.orders.tables import ORDERS_FILE

CALLER = Caller("c1", "ada_1")
CANCEL = CancelPendingOrder(order_id="#W1002", reason="no longer needed")


def cancel(data_dir: Path, key: str) -> str:
    """Cancels in a process of its own; what came of it."""
    desk = open_desk(data_dir)
    assert desk is not None
    try:
        return desk.perform(CANCEL, approval=Approval(CALLER, key)).model_dump_json()
    except DeskError as refusal:
        return refusal.code.value


def test_shoppers_are_found_by_mail_or_name_and_zip_whatever_the_case_or_accents(
    desk: BuiltinDesk,
) -> None:
    assert desk.find_user_id_by_email("ADA.nuñez@example.com", caller=CALLER) == "ada_1"
    assert desk.find_user_id_by_name_zip("ada", "nunez", "80279", caller=CALLER) == "ada_1"
    with pytest.raises(DeskError, match="User not found"):
        desk.find_user_id_by_name_zip("Ada", "Nunez", "80278", caller=CALLER)


def test_products_and_variants_are_read(desk: BuiltinDesk) -> None:
    assert desk.list_all_product_types() == {"Coffee Mug": "mug", "Linen Shirt": "shirt"}
    assert desk.get_product_details("mug").variants["mug-black"].available
    assert desk.get_item_details("shirt-red-l").options["size"] == "L"
    with pytest.raises(DeskError, match="Item not found"):
        desk.get_item_details('x" OR 1')


def test_one_key_does_its_operation_once_and_answers_alike(desk: BuiltinDesk) -> None:
    first = desk.perform(CANCEL, approval=Approval(CALLER, "k"))
    assert desk.perform(CANCEL, approval=Approval(CALLER, "k")) == first
    history = desk.get_order_details("#W1002", caller=CALLER).payment_history
    assert [entry.transaction_type for entry in history] == ["payment", "refund"]


def test_one_key_remembers_a_refusal_too(desk: BuiltinDesk) -> None:
    late = CancelPendingOrder(order_id="#W1001", reason="no longer needed")
    for _ in range(2):
        with pytest.raises(DeskError, match="Non-pending order cannot be cancelled"):
            desk.perform(late, approval=Approval(CALLER, "k"))
    writes = [entry for entry in desk.audit.entries() if entry.kind == "write"]
    assert len(writes) == 1


def test_a_key_cannot_be_used_for_something_else(desk: BuiltinDesk) -> None:
    desk.perform(CANCEL, approval=Approval(CALLER, "k"))
    other = CancelPendingOrder(order_id="#W1000", reason="no longer needed")
    with pytest.raises(DeskError) as caught:
        desk.perform(other, approval=Approval(CALLER, "k"))
    assert caught.value.code is RefusalCode.KEY_REUSED
    assert desk.get_order_details("#W1000", caller=CALLER).status == "pending"


def test_a_crash_after_the_write_and_before_the_reply_does_it_once(data_dir: Path) -> None:
    first = cancel(data_dir, "k")
    assert cancel(data_dir, "k") == first


def test_a_crash_within_the_write_leaves_nothing_and_the_retry_does_it(
    desk: BuiltinDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(type(desk.audit), "add", crash)
        with pytest.raises(KeyboardInterrupt):
            desk.perform(CANCEL, approval=Approval(CALLER, "k"))
    assert desk.get_order_details("#W1002", caller=CALLER).status == "pending"
    done = desk.perform(CANCEL, approval=Approval(CALLER, "k"))
    assert done.order is not None
    assert done.order.status == "cancelled"


def test_two_processes_with_one_key_do_it_once(data_dir: Path) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        results = list(pool.map(cancel, [data_dir] * 4, ["k"] * 4))
    assert len(set(results)) == 1
    assert json.loads(results[0])["order"]["status"] == "cancelled"


def test_two_tabs_with_keys_of_their_own_cancel_once_between_them(data_dir: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(cancel, [data_dir] * 8, [f"k{n}" for n in range(8)]))
    assert Counter(results)["wrong_status"] == 7


def test_a_write_made_from_old_records_is_stale(desk: BuiltinDesk) -> None:
    preview = desk.preview(CANCEL, caller=CALLER)
    address = desk.get_order_details("#W1002", caller=CALLER).address
    elsewhere = address.model_copy(update={"city": "Boulder"})
    desk.modify_pending_order_address("#W1002", elsewhere, approval=Approval(CALLER, "a"))
    with pytest.raises(DeskError) as caught:
        desk.perform(CANCEL, approval=Approval(CALLER, "k", versions=preview.versions))
    assert caught.value.code is RefusalCode.STALE
    assert desk.get_order_details("#W1002", caller=CALLER).status == "pending"


def test_a_preview_changes_nothing(desk: BuiltinDesk) -> None:
    before = desk.get_order_details("#W1002", caller=CALLER)
    desk.preview(CANCEL, caller=CALLER)
    assert desk.get_order_details("#W1002", caller=CALLER) == before


def test_reads_of_personal_data_and_writes_are_in_the_trail(desk: BuiltinDesk) -> None:
    desk.find_user_id_by_email("ada.nunez@example.com", caller=Caller("c1"))
    desk.get_order_details("#W1002", caller=CALLER)
    desk.get_product_details("mug")
    desk.perform(CANCEL, approval=Approval(CALLER, "k", confirmation="digest"))
    *_, found, read, write = desk.audit.entries("c1")
    assert (found.kind, found.action, found.subject) == ("verify", "find_user_id_by_email", "ada_1")
    assert (read.kind, read.subject, read.shopper_id) == ("read", "#W1002", "ada_1")
    assert (write.action, write.confirmation) == ("cancel_pending_order", "digest")
    assert write.before is not None
    assert write.after is not None
    assert write.before["order"]["status"] == "pending"
    assert write.after["order"]["status"] == "cancelled"


def test_the_trail_does_not_keep_what_was_tried_in_vain(desk: BuiltinDesk) -> None:
    with pytest.raises(DeskError):
        desk.find_user_id_by_email("somebody@else.example", caller=Caller("c1"))
    assert "somebody" not in "".join(desk.audit.export())


def test_the_trail_is_exported_as_json_lines(desk: BuiltinDesk) -> None:
    desk.get_order_details("#W1002", caller=CALLER)
    desk.transfer_to_human_agents("needs a person", caller=CALLER)
    actions = [json.loads(line)["action"] for line in desk.audit.export()]
    assert actions == ["get_order_details", "transfer_to_human_agents"]


@pytest.mark.parametrize("statement", ["DELETE FROM audit", "UPDATE audit SET subject = 'x'"])
def test_the_trail_cannot_be_changed(desk: BuiltinDesk, data_dir: Path, statement: str) -> None:
    desk.get_order_details("#W1002", caller=CALLER)
    connection = sqlite3.connect(data_dir / ORDERS_FILE)
    with pytest.raises((sqlite3.Error, DatabaseError), match="append-only"):
        connection.execute(statement)
    connection.close()
