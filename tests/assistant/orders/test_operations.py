from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assistant.orders.audit import Caller
from assistant.orders.builtin import BuiltinDesk
from assistant.orders.desk import Approval
from assistant.orders.errors import DeskError, RefusalCode
from assistant.orders.operations import OPERATIONS, Change
from assistant.orders.policy import Fee, load_policy
from assistant.orders.records import Address, GiftCard
from assistant.orders.tables import open_orders
from tests.assistant.orders.conftest import Clock, import_data
from tests.assistant.orders.shop import shop_data

CALLER = Caller("c1", "ada_1")


def do(desk: BuiltinDesk, name: str, **arguments: object) -> Change:
    operation = OPERATIONS[name].model_validate(arguments)
    return desk.perform(operation, approval=Approval(CALLER, repr((name, arguments))))


def refusal(desk: BuiltinDesk, name: str, **arguments: object) -> DeskError:
    with pytest.raises(DeskError) as caught:
        do(desk, name, **arguments)
    return caught.value


def balance(desk: BuiltinDesk) -> Decimal:
    card = desk.get_user_details("ada_1", caller=CALLER).payment_methods["gift_1"]
    assert isinstance(card, GiftCard)
    return card.balance


def test_a_cancelled_order_is_refunded_the_way_it_was_paid(desk: BuiltinDesk) -> None:
    done = do(desk, "cancel_pending_order", order_id="#W1002", reason="no longer needed")
    assert done.order is not None
    assert done.order.status == "cancelled"
    assert done.order.payment_history[-1].transaction_type == "refund"
    assert balance(desk) == Decimal("12.3")


@pytest.mark.parametrize(
    ("order_id", "reason", "message"),
    [
        ("#W1001", "no longer needed", "Non-pending order cannot be cancelled"),
        ("#W1000", "found it cheaper", "Invalid reason"),
        ("#W404", "no longer needed", "Order not found"),
    ],
)
def test_a_cancellation_that_the_policy_forbids_changes_nothing(
    desk: BuiltinDesk, order_id: str, reason: str, message: str
) -> None:
    assert str(refusal(desk, "cancel_pending_order", order_id=order_id, reason=reason)) == message
    assert desk.get_order_details("#W1000", caller=CALLER).status == "pending"


def test_cancelling_after_a_change_of_payment_refunds_only_what_is_still_paid(
    desk: BuiltinDesk,
) -> None:
    do(desk, "modify_pending_order_payment", order_id="#W1002", payment_method_id="card_1")
    assert balance(desk) == Decimal("12.3")
    done = do(desk, "cancel_pending_order", order_id="#W1002", reason="no longer needed")
    assert done.refunds == {"card_1": Decimal("8.2")}
    assert balance(desk) == Decimal("12.3")


def test_a_cancellation_fee_is_kept_back(data_dir: Path, clock: Clock) -> None:
    policy = load_policy()
    cancel = policy.cancel.model_copy(update={"fee": Fee(fixed=Decimal("1.50"))})
    with_fee = BuiltinDesk(
        open_orders(data_dir), policy.model_copy(update={"cancel": cancel}), clock
    )
    done = do(with_fee, "cancel_pending_order", order_id="#W1002", reason="no longer needed")
    assert done.refunds == {"gift_1": Decimal("6.7")}


def test_changed_items_have_their_own_prices_and_the_difference_is_exact(
    desk: BuiltinDesk,
) -> None:
    done = do(
        desk,
        "modify_pending_order_items",
        order_id="#W1000",
        item_ids=["shirt-blue-m", "mug-white"],
        new_item_ids=["shirt-red-m", "mug-black"],
        payment_method_id="card_1",
    )
    assert done.order is not None
    assert [item.price for item in done.order.items] == [Decimal("25.35"), Decimal("9.0")]
    assert [item.options["color"] for item in done.order.items] == ["red", "black"]
    assert done.order.payment_history[-1].amount == Decimal("6.05")
    assert done.order.status == "pending (item modified)"


def test_the_public_domains_defects_are_reproduced_only_on_request(
    data_dir: Path, clock: Clock
) -> None:
    desk = BuiltinDesk(open_orders(data_dir), load_policy(), clock, public_domain_defects=True)
    done = do(
        desk,
        "modify_pending_order_items",
        order_id="#W1000",
        item_ids=["shirt-blue-m", "mug-white"],
        new_item_ids=["shirt-red-m", "mug-black"],
        payment_method_id="card_1",
    )
    assert done.order is not None
    assert [item.price for item in done.order.items] == [Decimal("9.0"), Decimal("9.0")]


def test_items_are_changed_once_for_an_order(desk: BuiltinDesk) -> None:
    arguments: dict[str, Any] = {
        "order_id": "#W1000",
        "item_ids": ["mug-white"],
        "new_item_ids": ["mug-black"],
        "payment_method_id": "card_1",
    }
    do(desk, "modify_pending_order_items", **arguments)
    again = arguments | {"item_ids": ["mug-black"], "new_item_ids": ["mug-white"]}
    assert refusal(desk, "modify_pending_order_items", **again).code is RefusalCode.WRONG_STATUS


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"item_ids": ["mug-black"]}, "mug-black not found"),
        ({"new_item_ids": ["mug-black", "mug-black"]}, "The number of items"),
        ({"new_item_ids": ["mug-white"]}, "should be different"),
        ({"new_item_ids": ["shirt-red-m"]}, "Variant not found"),
        ({"payment_method_id": "paypal_2"}, "Payment method not found"),
        (
            {"item_ids": ["shirt-blue-m"], "new_item_ids": ["shirt-green-m"]},
            "New item shirt-green-m not found or available",
        ),
        (
            {
                "item_ids": ["shirt-blue-m"],
                "new_item_ids": ["shirt-red-m"],
                "payment_method_id": "gift_1",
            },
            "Insufficient gift card balance to pay for the new item",
        ),
    ],
)
def test_a_change_of_items_that_does_not_fit_is_refused(
    desk: BuiltinDesk, changes: dict[str, Any], message: str
) -> None:
    arguments: dict[str, Any] = {
        "order_id": "#W1000",
        "item_ids": ["mug-white"],
        "new_item_ids": ["mug-black"],
        "payment_method_id": "card_1",
    }
    before = desk.get_order_details("#W1000", caller=CALLER)
    assert message in str(refusal(desk, "modify_pending_order_items", **arguments | changes))
    assert desk.get_order_details("#W1000", caller=CALLER) == before


def test_a_gift_card_pays_the_difference_exactly(desk: BuiltinDesk) -> None:
    do(
        desk,
        "modify_pending_order_items",
        order_id="#W1000",
        item_ids=["mug-white"],
        new_item_ids=["mug-black"],
        payment_method_id="gift_1",
    )
    assert balance(desk) == Decimal("3.3")


def test_a_return_goes_to_the_original_payment_or_a_gift_card_only(data_dir: Path) -> None:
    data = shop_data()
    data["users"]["ada_1"]["payment_methods"]["pp"] = {"source": "paypal", "id": "pp"}
    import_data(data, data_dir)
    desk = BuiltinDesk(open_orders(data_dir), load_policy())
    wrong: dict[str, Any] = {"order_id": "#W1001", "item_ids": ["shirt-blue-m"]}
    no = refusal(desk, "return_delivered_order_items", **wrong, payment_method_id="pp")
    assert no.code is RefusalCode.PAYMENT_NOT_ALLOWED
    done = do(desk, "return_delivered_order_items", **wrong, payment_method_id="gift_1")
    assert done.order is not None
    assert (done.order.status, done.order.return_items) == ("return requested", ["shirt-blue-m"])


def test_an_exchange_records_the_difference_and_moves_no_money_yet(desk: BuiltinDesk) -> None:
    done = do(
        desk,
        "exchange_delivered_order_items",
        order_id="#W1001",
        item_ids=["shirt-blue-m"],
        new_item_ids=["shirt-red-l"],
        payment_method_id="gift_1",
    )
    assert done.order is not None
    assert done.order.exchange_price_difference == Decimal("-2.1")
    assert balance(desk) == Decimal("4.1")


def test_addresses_of_an_order_and_of_a_shopper_change_apart(desk: BuiltinDesk) -> None:
    there = Address(address1="9 Elm", city="Reno", country="USA", state="NV", zip="89501")
    desk.modify_user_address("ada_1", there, approval=Approval(CALLER, "a"))
    assert desk.get_order_details("#W1000", caller=CALLER).address.city == "Denver"
    assert desk.find_user_id_by_name_zip("ada", "NUNEZ", "89501", caller=CALLER) == "ada_1"
    desk.modify_pending_order_address("#W1000", there, approval=Approval(CALLER, "b"))
    assert desk.get_order_details("#W1000", caller=CALLER).address == there


@pytest.mark.parametrize(("days", "open_"), [(29.9, True), (30.1, False)])
def test_the_return_window_of_the_policy_is_kept(
    data_dir: Path, clock: Clock, days: float, open_: bool
) -> None:
    data = shop_data()
    data["orders"]["#W1001"]["delivered_at"] = clock().isoformat()
    import_data(data, data_dir)
    policy = load_policy()
    returns = policy.returns.model_copy(update={"window_days": 30})
    desk = BuiltinDesk(open_orders(data_dir), policy.model_copy(update={"returns": returns}), clock)
    clock.advance(days=days)
    arguments: dict[str, Any] = {
        "order_id": "#W1001",
        "item_ids": ["shirt-blue-m"],
        "payment_method_id": "card_1",
    }
    if open_:
        do(desk, "return_delivered_order_items", **arguments)
    else:
        no = refusal(desk, "return_delivered_order_items", **arguments)
        assert no.code is RefusalCode.OUTSIDE_WINDOW
