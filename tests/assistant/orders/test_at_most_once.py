"""A yes is done once: whatever is clicked twice, sent again, opened twice or cut off in between."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.events import TurnFinished
from assistant.orders.audit import Caller
from assistant.orders.builtin import BuiltinDesk
from assistant.orders.dialogue.form import continued_intent
from assistant.skills.registry import find_skills
from assistant.state import Conversation
from assistant.store import ConversationStore
from assistant.store.records import LEASE, TurnKey
from assistant.turn import ShopAssistant
from tests.assistant.orders.conftest import Clock
from tests.assistant.orders.talk import ADA, CANCEL, Talk
from tests.assistant.turn_parts import assistant_with

WISH = "cancel #W1000, not needed"


@pytest.fixture
def talk(desk: BuiltinDesk, clock: Clock) -> Talk:
    return Talk(desk, clock).signed_in(ADA)


def again(talk: Talk, conversation: Conversation) -> Talk:
    """The same conversation in another tab, or as it was before it was cut off."""
    return Talk(talk.desk, talk.clock, conversation=conversation)


def refunds(desk: BuiltinDesk) -> list[str]:
    history = desk.get_order_details("#W1000", caller=Caller("test")).payment_history
    return [entry.transaction_type for entry in history if entry.transaction_type == "refund"]


def writes(desk: BuiltinDesk) -> int:
    return sum(entry.kind == "write" for entry in desk.audit.entries())


async def test_a_double_click_does_it_once_and_both_are_told(talk: Talk, desk: BuiltinDesk) -> None:
    await talk.say(WISH, CANCEL)
    tabs = [again(talk, talk.conversation) for _ in range(8)]
    replies = await asyncio.gather(*(tab.say("yes") for tab in tabs))
    assert {reply.statement for reply in replies} == {"Done: order #W1000 is cancelled."}
    assert (len(refunds(desk)), writes(desk)) == (1, 1)


async def test_a_reply_lost_after_the_write_is_made_again_and_the_write_is_not(
    talk: Talk, desk: BuiltinDesk, clock: Clock
) -> None:
    await talk.say(WISH, CANCEL)
    before = talk.conversation
    first = await talk.say("yes")
    clock.advance(minutes=3)
    retried = await again(talk, before).say("yes")
    assert retried.statement == first.statement
    assert (len(refunds(desk)), writes(desk)) == (1, 1)


async def test_a_second_yes_to_the_same_finds_nothing_to_confirm(
    talk: Talk, desk: BuiltinDesk
) -> None:
    await talk.say(WISH, CANCEL)
    await talk.say("yes")
    assert continued_intent(talk.conversation, "yes") is None
    await talk.say("yes", CANCEL)
    assert (len(refunds(desk)), writes(desk)) == (1, 1)


async def test_of_two_conversations_that_show_the_same_one_does_it(
    talk: Talk, desk: BuiltinDesk
) -> None:
    other = again(talk, Conversation(id="d", shopper=ADA))
    await talk.say(WISH, CANCEL)
    await other.say(WISH, CANCEL)
    await talk.say("yes")
    late = await other.say("yes")
    assert late.action is not None
    assert late.action.status == "refused"
    assert len(refunds(desk)) == 1


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[ConversationStore]:
    store = ConversationStore(tmp_path / "conversations", clock)
    yield store
    store.close()


@pytest.fixture
def assistant(desk: BuiltinDesk, clock: Clock) -> ShopAssistant:
    return replace(assistant_with(intent=CANCEL), skills=find_skills(), desk=desk, clock=clock)


async def answer(assistant: ShopAssistant, conversation: Conversation, text: str) -> TurnFinished:
    last = None
    async for event in assistant.respond(conversation, text):
        last = event
    assert isinstance(last, TurnFinished)
    return last


def started(
    store: ConversationStore, conversation_id: str, message_id: str, text: str
) -> tuple[TurnKey, Conversation]:
    """Take a message in, or in again, and start answering it."""
    key = store.inbox.accept(conversation_id, message_id, text).key
    conversation = store.turns.begin(key)
    assert conversation is not None
    return key, conversation


async def test_a_process_that_dies_between_the_write_and_the_reply_leaves_a_retry_that_is_safe(
    store: ConversationStore, assistant: ShopAssistant, desk: BuiltinDesk, clock: Clock
) -> None:
    conversation_id, _ = store.create(ADA)
    key, conversation = started(store, conversation_id, "m1", WISH)
    shown = await answer(assistant, conversation, WISH)
    store.turns.save_turn(key, shown.turn, shown.conversation, [])

    _, conversation = started(store, conversation_id, "m2", "yes")
    lost = await answer(assistant, conversation, "yes")
    assert writes(desk) == 1
    clock.advance(seconds=LEASE.total_seconds() + 1)

    retry, conversation = started(store, conversation_id, "m2", "yes")
    assert retry.attempt == 2
    told = await answer(assistant, conversation, "yes")
    store.turns.save_turn(retry, told.turn, told.conversation, [])
    assert told.turn.reply == lost.turn.reply == "Done: order #W1000 is cancelled."
    assert (len(refunds(desk)), writes(desk)) == (1, 1)
