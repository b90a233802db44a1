"""An agent takes over at any moment of a reply: after that nothing of the assistant's goes out."""

import asyncio
import json
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import pytest

from assistant.api.follow import Sent, turn_events
from assistant.api.metrics import Metrics
from assistant.api.runner import TurnRunner
from assistant.store import ConversationStore
from tests.assistant.api.fakes import FakeAssistant

RACES = 1000
TOGETHER = 8
"""Conversations at once, so that takeovers and replies also wait for each other's transactions."""
STEPS = 160
"""Steps of the event loop in which the takeover begins; some come after the reply has ended."""
SILENCE = {"RUN_STARTED", "TEXT_MESSAGE_END", "owner", "RUN_FINISHED"}
"""What ends a stream and says nothing."""


@pytest.mark.slow
async def test_in_a_thousand_races_nothing_of_the_assistants_follows_a_takeover(
    store: ConversationStore, tmp_path: Path
) -> None:
    agents = ConversationStore(tmp_path)
    runner = TurnRunner(FakeAssistant(), store, Metrics())
    moments = random.Random(20261124)
    free = asyncio.Semaphore(TOGETHER)

    async def race() -> str:
        async with free:
            return await take_over(runner, store, agents, moments.randrange(STEPS))

    outcomes = Counter(await asyncio.gather(*(race() for _ in range(RACES))))
    await runner.stop()
    agents.close()
    assert outcomes["answered before"] > RACES / 100
    assert outcomes["unsaid"] > RACES / 100
    assert outcomes["cut short"] > RACES / 100


async def take_over(
    runner: TurnRunner, store: ConversationStore, agents: ConversationStore, steps: int
) -> str:
    """Let a reply and a takeover race; say which way it went, and hold it to the rules."""
    conversation_id, _ = store.create()
    key = store.inbox.accept(conversation_id, "m1", "a mug").key
    runner.start(key, {})
    follower = asyncio.create_task(sent(turn_events(store, key)))
    for _ in range(steps):
        await asyncio.sleep(0)

    def claim() -> list[str]:
        agents.desk.claim(conversation_id, "Ada")
        return kinds(data for _, data in agents.turns.progress(key.turn_id, 1, 0).events)

    before = await asyncio.to_thread(claim)
    received = await follower
    turn = agents.review.transcript(conversation_id).turns[0]
    if before[-1:] == ["RUN_FINISHED"] and "owner" not in before:
        assert turn.turn is not None
        assert received == before
        return "answered before"
    assert turn.turn is None, "a reply was stored after the takeover"
    assert received[: len(before)] == before
    after = received[len(before) :]
    assert SILENCE.issuperset(after), "something was sent after the takeover"
    assert received[-2:] == ["owner", "RUN_FINISHED"]
    return "cut short" if "TEXT_MESSAGE_CONTENT" in before else "unsaid"


async def sent(events: AsyncIterator[Sent | None]) -> list[str]:
    """Follow a turn to its end, as a shopper's page does."""
    return kinds([event.data async for event in events if event is not None])


def kinds(events: Iterable[str]) -> list[str]:
    """The types of events; of one that is ours, its name."""
    read = [json.loads(event) for event in events]
    return [event.get("name") or event["type"] for event in read]
