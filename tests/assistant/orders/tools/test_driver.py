"""What a model can do at the order desk, and above all what it cannot."""

import asyncio
from collections.abc import Iterable

import pytest
from langchain_core.messages import AIMessage, BaseMessage, ToolMessage
from langchain_core.tools import BaseTool

from assistant.errors import ModelUnavailableError
from assistant.orders.audit import Caller
from assistant.orders.builtin import BuiltinDesk
from assistant.orders.tools import driver
from assistant.skills.registry import find_skills
from assistant.state import Intent
from tests.assistant.orders.conftest import Clock
from tests.assistant.orders.scripted import Calls, ScriptedModel, cancel, show
from tests.assistant.orders.talk import ADA, BO, CANCEL, CHANGE, REFUND, RETURN, STATUS, Talk

WISH = "get rid of the order with the shirt and the mug, I have no use for it"
READ: Calls = [("get_order_details", {"order_id": "#W1000"})]


def talk_with(
    desk: BuiltinDesk, clock: Clock, steps: Iterable[Calls]
) -> tuple[Talk, ScriptedModel]:
    model = ScriptedModel({WISH: list(steps)})
    return Talk(desk, clock, model).signed_in(ADA), model


def told(model: ScriptedModel) -> list[str]:
    """What the tools have answered, as the model last saw it."""
    return [str(m.content) for m in model.heard[-1] if isinstance(m, ToolMessage)]


def status(desk: BuiltinDesk, number: str = "#W1000") -> str:
    return desk.get_order_details(number, caller=Caller("test")).status


async def test_what_no_form_understands_a_model_may(desk: BuiltinDesk, clock: Clock) -> None:
    form = await Talk(desk, clock).signed_in(ADA).say(WISH, CANCEL)
    assert form.action is None
    talk, _ = talk_with(desk, clock, [READ, cancel("#W1000")])
    shown = await talk.say(WISH, CANCEL)
    assert shown.action is not None
    assert shown.action.status == "needs_confirmation"
    assert shown.tools is not None
    assert shown.tools.calls == ["get_order_details", "cancel_pending_order"]
    assert not shown.tools.fell_back


async def test_a_change_is_only_proposed_and_done_by_the_shoppers_own_yes(
    desk: BuiltinDesk, clock: Clock
) -> None:
    talk, model = talk_with(desk, clock, [cancel("#W1000")])
    await talk.say(WISH, CANCEL)
    assert status(desk) == "pending"
    asked = len(model.heard)
    done = await talk.say("yes")
    assert done.action is not None
    assert done.action.status == "done"
    assert len(model.heard) == asked, "a yes is no business of the model's"
    [write] = [entry for entry in desk.audit.entries("c") if entry.kind == "write"]
    assert write.confirmation is not None


async def test_of_several_changes_at_once_the_first_is_shown_and_none_is_done(
    desk: BuiltinDesk, clock: Clock
) -> None:
    talk, _ = talk_with(desk, clock, [[*cancel("#W1000"), *cancel("#W1002")]])
    shown = await talk.say(WISH, CANCEL)
    assert shown.action is not None
    assert shown.action.args["order_id"] == "#W1000"
    await talk.say("yes")
    assert (status(desk), status(desk, "#W1002")) == ("cancelled", "pending")


async def test_the_words_of_the_model_never_go_out(desk: BuiltinDesk, clock: Clock) -> None:
    talk, _ = talk_with(desk, clock, [])
    reply = await talk.say(WISH, CANCEL)
    assert "cancelled everything" not in reply.statement
    assert status(desk) == "pending"


async def test_before_verification_the_model_is_not_even_asked(
    desk: BuiltinDesk, clock: Clock
) -> None:
    model = ScriptedModel({WISH: [cancel("#W1000")]})
    talk = Talk(desk, clock, model)
    assert "e-mail" in (await talk.say(WISH, CANCEL)).statement
    await talk.say("nobody@example.com")
    assert model.heard == []


async def test_an_order_of_someone_else_is_not_there_for_the_model_either(
    desk: BuiltinDesk, clock: Clock
) -> None:
    steps: list[Calls] = [
        [("get_order_details", {"order_id": "#W2000"})],
        show("#W2000"),
        cancel("#W2000"),
        [("ask_shopper", {"missing": "items", "order_id": "#W2000"})],
    ]
    talk, model = talk_with(desk, clock, steps)
    await talk.say(WISH, CANCEL)
    assert told(model) == ["Order not found"] * 4
    assert status(desk, "#W2000") == "pending"


async def test_an_address_of_someone_else_cannot_be_changed(
    desk: BuiltinDesk, clock: Clock
) -> None:
    address = desk.get_user_details("ada_1", caller=Caller("test")).address.model_dump()
    steps: list[Calls] = [[("modify_user_address", {"user_id": "bo_2", **address})]]
    talk, model = talk_with(desk, clock, steps)
    reply = await talk.say(WISH, CANCEL)
    assert told(model)[0].startswith("Refused")
    assert reply.action is None or reply.action.status == "refused"


async def test_a_refusal_goes_back_to_the_model_which_may_find_another_way(
    desk: BuiltinDesk, clock: Clock
) -> None:
    talk, model = talk_with(desk, clock, [cancel("#W1001"), cancel("#W1000")])
    shown = await talk.say(WISH, CANCEL)
    assert "delivered" in told(model)[0]
    assert shown.action is not None
    assert shown.action.args["order_id"] == "#W1000"


@pytest.mark.parametrize("end", [[], [[("give_up", {})]]])
async def test_a_refusal_without_another_way_is_told_in_the_servers_words(
    desk: BuiltinDesk, clock: Clock, end: list[Calls]
) -> None:
    talk, _ = talk_with(desk, clock, [cancel("#W1001"), *end])
    reply = await talk.say(WISH, CANCEL)
    assert reply.action is not None
    assert reply.action.status == "refused"
    assert "delivered" in reply.statement


@pytest.mark.parametrize(
    ("call", "answer"),
    [
        (("drop_tables", {}), "There is no tool drop_tables"),
        (("cancel_pending_order", {"order_id": "#W1000"}), "Wrong arguments: reason"),
        (("cancel_pending_order", {"order_id": 1, "reason": "x"}), "Wrong arguments: order_id"),
        (("cancel_pending_order", {"order_id": "#W1000", "reason": "bored"}), "Refused"),
        (("ask_shopper", {"missing": "password"}), "Wrong arguments: missing"),
        (("get_item_details", {"item_id": "x' OR 1"}), "Item not found"),
        (("calculate", {"expression": "__import__('os')"}), "Invalid characters in expression"),
    ],
)
async def test_a_call_that_makes_no_sense_is_answered_and_changes_nothing(
    desk: BuiltinDesk, clock: Clock, call: tuple[str, dict[str, object]], answer: str
) -> None:
    talk, model = talk_with(desk, clock, [[call]])
    await talk.say(WISH, CANCEL)
    assert told(model)[0].startswith(answer)
    assert status(desk) == "pending"


async def test_a_model_that_never_comes_to_an_end_is_stopped(
    desk: BuiltinDesk, clock: Clock
) -> None:
    talk, model = talk_with(desk, clock, [READ] * 100)
    reply = await talk.say(WISH, CANCEL)
    assert len(model.heard) < 10
    assert reply.statement
    assert reply.tools is not None
    assert reply.tools.fell_back


class Failing:
    """A model that fails in its own way."""

    calls_tools = True

    def __init__(self, error: Exception | None) -> None:
        self.error = error

    async def call_tools(self, messages: list[BaseMessage], tools: list[BaseTool]) -> AIMessage:
        if self.error is None:
            await asyncio.Event().wait()
        raise self.error or AssertionError


@pytest.mark.parametrize("error", [ModelUnavailableError("down"), ValueError("no JSON"), None])
async def test_where_the_model_fails_or_hangs_the_form_goes_on(
    desk: BuiltinDesk, clock: Clock, monkeypatch: pytest.MonkeyPatch, error: Exception | None
) -> None:
    if error is None:
        monkeypatch.setattr(driver, "_SECONDS", 0.01)
    talk = Talk(desk, clock, Failing(error)).signed_in(ADA)
    shown = await talk.say("cancel #W1000, not needed", CANCEL)
    assert shown.action is not None
    assert shown.action.status == "needs_confirmation"
    await talk.say("yes")
    assert status(desk) == "cancelled"


async def test_verification_is_not_tried_twice_where_the_form_takes_over(
    desk: BuiltinDesk, clock: Clock
) -> None:
    talk = Talk(desk, clock, Failing(ModelUnavailableError("down")))
    await talk.say("where is #W1001?", STATUS)
    assert "delivered" in (await talk.say("ada.nunez@example.com")).statement
    verified = [entry for entry in desk.audit.entries("c") if entry.kind == "verify"]
    assert len(verified) == 1


async def test_the_model_is_told_nothing_that_it_does_not_need(
    desk: BuiltinDesk, clock: Clock
) -> None:
    talk, model = talk_with(desk, clock, [[("get_user_details", {})]])
    await talk.say(WISH, CANCEL)
    heard = "".join(str(message.content) for message in model.heard[-1])
    assert "#W1000" in heard
    for secret in ("example.com", "Nuñez", "#W2000"):
        assert secret not in heard


async def test_instructions_are_the_same_for_every_shopper(desk: BuiltinDesk, clock: Clock) -> None:
    model = ScriptedModel({})
    for shopper in (ADA, BO):
        await Talk(desk, clock, model).signed_in(shopper).say(WISH, CANCEL)
    first, second = (heard[0].content for heard in model.heard)
    assert first == second


async def test_a_person_is_called_by_a_tool(desk: BuiltinDesk, clock: Clock) -> None:
    talk, _ = talk_with(desk, clock, [[("transfer_to_human_agents", {})]])
    reply = await talk.say(WISH, RETURN)
    assert reply.handoff


def test_the_skills_of_the_desk_are_driven_and_no_others() -> None:
    changed = {
        intent
        for intent, skill in find_skills().items()
        if driver.driven(skill, ScriptedModel()) is not skill
    }
    assert changed >= {STATUS, REFUND, CANCEL, CHANGE, RETURN}
    assert Intent.PRODUCT_SEARCH not in changed
