"""Drafts for agents: on what they answer, and that they do nothing."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.drafting import draft_reply
from assistant.errors import UserError
from assistant.events import TurnFinished
from assistant.orders.audit import Caller
from assistant.orders.builtin import BuiltinDesk, open_desk
from assistant.state import Conversation, Intent
from assistant.store.records import StoredTurn, Transcript
from assistant.turn import ShopAssistant
from tests.assistant.orders.conftest import Clock, import_data
from tests.assistant.orders.shop import shop_data
from tests.assistant.orders.talk import ADA, SKILLS
from tests.assistant.turn_parts import assistant_with

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def said(message: str, status: str = "unanswered") -> StoredTurn:
    return StoredTurn(message, message, status, NOW, None, None)


def transcript(*turns: StoredTurn) -> Transcript:
    return Transcript("c", "agent", "Ada", "en", ADA, NOW, NOW, list(turns), [])


@pytest.fixture
def desk(tmp_path: Path) -> BuiltinDesk:
    import_data(shop_data(), tmp_path)
    desk = open_desk(tmp_path, Clock())
    assert desk is not None
    return desk


@pytest.fixture
def at_the_desk(desk: BuiltinDesk) -> ShopAssistant:
    """Understands every message as the wish to cancel."""
    return replace(
        assistant_with(intent=Intent.ORDER_CANCEL), skills=SKILLS, desk=desk, clock=Clock()
    )


async def after(
    assistant: ShopAssistant, conversation: Conversation, *messages: str
) -> Conversation:
    for message in messages:
        async for event in assistant.respond(conversation, message):
            if isinstance(event, TurnFinished):
                conversation = event.conversation
    return conversation


def status(desk: BuiltinDesk) -> str:
    return desk.get_order_details("#W1000", caller=Caller("test")).status


async def test_a_yes_that_waits_for_an_answer_is_drafted_on_and_not_acted_on(
    desk: BuiltinDesk, at_the_desk: ShopAssistant
) -> None:
    begun = Conversation(id="c", shopper=ADA)
    asked = await after(at_the_desk, begun, "cancel #W1000, I no longer need it")
    assert asked.form["confirmation"]

    draft = await draft_reply(at_the_desk, asked, transcript(said("yes")))
    assert "#W1000" in draft.text
    assert status(desk) == "pending"
    await after(at_the_desk, asked, "yes")
    assert status(desk) == "cancelled"


async def test_a_draft_has_no_marks_and_carries_the_turn_that_it_comes_from() -> None:
    draft = await draft_reply(assistant_with(), Conversation(id="c"), transcript(said("a mug?")))
    assert draft.text == "There is exactly one that fits. I'd start with Harbor Mug at $18.00."
    assert draft.turn.message == "a mug?"


async def test_a_request_for_a_human_is_no_question_what_came_before_it_is() -> None:
    mug, human = assistant_with(), assistant_with(intent=Intent.HUMAN)
    conversation = await after(mug, Conversation(id="c"), "a mug")
    conversation = await after(human, conversation, "a human, please")
    turns = [
        turn.model_copy(update={"client_message_id": turn.message}) for turn in conversation.turns
    ]
    conversation = conversation.model_copy(update={"turns": turns})
    stored = [replace(said(turn.message, "done"), turn=turn) for turn in turns]

    draft = await draft_reply(mug, conversation, transcript(*stored))
    assert draft.turn.message == "a mug"
    with pytest.raises(UserError):
        await draft_reply(mug, conversation, transcript(stored[1]))
