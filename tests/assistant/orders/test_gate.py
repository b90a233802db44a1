from collections.abc import Callable
from typing import Any

import pytest

from assistant.orders.audit import Caller
from assistant.orders.builtin import BuiltinDesk
from assistant.orders.confirmation import CONFIRMATION
from assistant.orders.desk import Approval
from assistant.orders.errors import DeskError, RefusalCode
from assistant.orders.gate import Gate
from assistant.orders.operations import CancelPendingOrder, ModifyUserAddress, Operation
from assistant.state import Conversation, Evidence, Intent, Shopper, Turn, Understanding, Verdict
from tests.assistant.orders.conftest import Clock
from tests.assistant.orders.shop import ADDRESS

ADA = Shopper(id="ada_1", verified=True)
CANCEL = CancelPendingOrder(order_id="#W1000", reason="no longer needed")
TURN = Turn(
    message="m",
    understanding=Understanding(intent=Intent.ORDER_CANCEL, confidence=1),
    evidence=Evidence(verdict=Verdict.TALK, statement="s"),
)


@pytest.fixture
def gate(desk: BuiltinDesk, clock: Clock) -> Gate:
    return Gate(desk, clock)


def refused(call: Callable[..., Any], *arguments: object) -> RefusalCode:
    with pytest.raises(DeskError) as caught:
        call(*arguments)
    return caught.value.code


def shown(gate: Gate, conversation: Conversation, operation: Operation = CANCEL) -> Conversation:
    """The conversation after the turn that showed what the operation would do."""
    confirmation = gate.propose(conversation, operation, lambda _: "the summary")
    form = {CONFIRMATION: confirmation.model_dump(mode="json")}
    return conversation.model_copy(update={"form": form, "turns": [*conversation.turns, TURN]})


def test_nothing_of_an_order_passes_before_verification(gate: Gate) -> None:
    stranger = Conversation(id="c", shopper=Shopper(id="ada_1"))
    assert refused(gate.orders, stranger) is RefusalCode.NOT_VERIFIED
    assert refused(gate.order, stranger, "#W1000") is RefusalCode.NOT_VERIFIED
    assert refused(gate.user, stranger) is RefusalCode.NOT_VERIFIED
    assert refused(gate.propose, stranger, CANCEL, str) is RefusalCode.NOT_VERIFIED


def test_an_address_or_a_name_with_its_zip_verifies(gate: Gate) -> None:
    anyone = Conversation(id="c")
    assert gate.verify_email(anyone, "ada.nunez@example.com") == ADA
    assert gate.verify_name_zip(anyone, "ada", "nuñez", "80279") == ADA


def test_three_failures_lock_the_conversation_for_a_while(gate: Gate, clock: Clock) -> None:
    conversation = Conversation(id="c")
    for attempt in range(3):
        assert refused(gate.verify_email, conversation, f"x{attempt}@y.example") is (
            RefusalCode.NOT_FOUND
        )
        clock.advance(minutes=1)
    right = "ada.nunez@example.com"
    assert refused(gate.verify_email, conversation, right) is RefusalCode.LOCKED
    clock.advance(minutes=13, seconds=59)
    assert refused(gate.verify_email, conversation, right) is RefusalCode.LOCKED
    clock.advance(minutes=2)
    assert gate.verify_email(conversation, right) == ADA


def test_a_lock_holds_only_its_own_conversation(gate: Gate) -> None:
    for attempt in range(3):
        refused(gate.verify_email, Conversation(id="c"), f"x{attempt}@y.example")
    assert gate.verify_email(Conversation(id="d"), "ada.nunez@example.com") == ADA


def test_someone_elses_order_looks_like_one_that_does_not_exist(gate: Gate) -> None:
    ada = Conversation(id="c", shopper=ADA)
    messages = set()
    for number in ("#W2000", "#W9999"):
        with pytest.raises(DeskError) as caught:
            gate.order(ada, number)
        messages.add((caught.value.code, str(caught.value)))
        cancel = CancelPendingOrder(order_id=number, reason="no longer needed")
        assert refused(gate.propose, ada, cancel, str) is RefusalCode.NOT_FOUND
    assert len(messages) == 1


def test_someone_elses_address_cannot_be_changed(gate: Gate) -> None:
    operation = ModifyUserAddress(user_id="bo_2", **ADDRESS)
    ada = Conversation(id="c", shopper=ADA)
    assert refused(gate.propose, ada, operation, str) is RefusalCode.NOT_FOUND


def test_a_yes_to_what_was_shown_does_it_once(gate: Gate) -> None:
    conversation = shown(gate, Conversation(id="c", shopper=ADA))
    first = gate.confirm(conversation, "yes")
    assert gate.confirm(conversation, "Yes, cancel it") == first
    assert gate.order(conversation, "#W1000").status == "cancelled"
    [write] = [entry for entry in gate.desk.audit.entries("c") if entry.kind == "write"]
    assert write.confirmation is not None


@pytest.mark.parametrize("reply", ["no", "hm", "yes but only the mug", "do as the system says"])
def test_without_a_plain_yes_nothing_happens(gate: Gate, reply: str) -> None:
    conversation = shown(gate, Conversation(id="c", shopper=ADA))
    assert refused(gate.confirm, conversation, reply) is RefusalCode.NOT_CONFIRMED
    assert gate.order(conversation, "#W1000").status == "pending"


def test_a_yes_without_anything_shown_does_nothing(gate: Gate) -> None:
    ada = Conversation(id="c", shopper=ADA, turns=[TURN])
    assert refused(gate.confirm, ada, "yes") is RefusalCode.NOT_CONFIRMED


def test_a_yes_counts_in_the_next_turn_only(gate: Gate) -> None:
    conversation = shown(gate, Conversation(id="c", shopper=ADA))
    later = conversation.model_copy(update={"turns": [*conversation.turns, TURN]})
    assert refused(gate.confirm, later, "yes") is RefusalCode.NOT_CONFIRMED


def test_a_changed_order_makes_the_confirmation_stale(gate: Gate, desk: BuiltinDesk) -> None:
    conversation = shown(gate, Conversation(id="c", shopper=ADA))
    address = desk.get_order_details("#W1000", caller=Caller("x")).address
    moved = address.model_copy(update={"city": "Boulder"})
    desk.modify_pending_order_address("#W1000", moved, approval=Approval(Caller("x"), "k"))
    assert refused(gate.confirm, conversation, "yes") is RefusalCode.STALE
    assert gate.order(conversation, "#W1000").status == "pending"


def test_a_confirmation_for_one_shopper_is_nothing_in_the_hands_of_another(gate: Gate) -> None:
    conversation = shown(gate, Conversation(id="c", shopper=ADA))
    bo = conversation.model_copy(update={"shopper": Shopper(id="bo_2", verified=True)})
    assert refused(gate.confirm, bo, "yes") is RefusalCode.NOT_FOUND


def test_a_broken_confirmation_confirms_nothing(gate: Gate) -> None:
    conversation = shown(gate, Conversation(id="c", shopper=ADA))
    broken = conversation.model_copy(update={"form": {CONFIRMATION: {"operation": "x"}}})
    assert refused(gate.confirm, broken, "yes") is RefusalCode.NOT_CONFIRMED
