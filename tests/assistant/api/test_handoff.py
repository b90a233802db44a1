import asyncio

from assistant.errors import ConflictError
from assistant.store import ConversationStore
from tests.assistant.api.client import Shopper, words
from tests.assistant.api.fakes import FakeAssistant


async def test_a_shopper_can_ask_for_a_human_and_is_served_while_waiting(shopper: Shopper) -> None:
    answer = await shopper.client.post(
        shopper.path("handoff"), json={"reason": "a refund"}, headers=shopper.headers
    )

    assert answer.json() == {"owner": "waiting"}
    assert words(await shopper.say("meanwhile?")) == "You said: meanwhile?"
    assert (await shopper.transcript())["owner"] == "waiting"


async def test_a_turn_that_hands_off_puts_the_conversation_in_the_queue(
    shopper: Shopper,
) -> None:
    events = await shopper.say("human")

    assert events[-1].event["result"]["handoff"] is True
    assert (await shopper.transcript())["owner"] == "waiting"


async def test_after_a_claim_messages_are_kept_for_the_agent_without_a_reply(
    shopper: Shopper, store: ConversationStore, assistant: FakeAssistant
) -> None:
    store.desk.claim(shopper.id, "Ada")
    events = await shopper.say("hello?")

    assert [one.type for one in events] == ["RUN_STARTED", "owner", "RUN_FINISHED"]
    assert events[1].event["value"] == {"owner": "agent"}
    assert assistant.heard == []
    assert store.review.transcript(shopper.id).turns[0].message == "hello?"


async def test_after_handing_back_the_assistant_answers_again(
    shopper: Shopper, store: ConversationStore
) -> None:
    store.desk.claim(shopper.id, "Ada")
    store.desk.hand_back(shopper.id, "Ada")

    assert words(await shopper.say("hello?")) == "You said: hello?"


async def test_a_closed_conversation_takes_no_more_messages(
    shopper: Shopper, store: ConversationStore
) -> None:
    store.desk.claim(shopper.id, "Ada")
    store.desk.close(shopper.id, "Ada")

    answer = await shopper.post("hello?")
    assert answer.status_code == 409
    assert "closed" in answer.json()["error"]["message"]


async def test_a_claim_in_the_middle_of_a_reply_ends_it_unsaid(
    visitor: Shopper, store: ConversationStore, assistant: FakeAssistant
) -> None:
    assistant.gate.clear()
    answer = asyncio.create_task(visitor.say("a mug"))
    await asyncio.to_thread(assistant.spoke.wait)
    store.desk.claim(visitor.id, "Ada")
    assistant.gate.set()
    events = await answer

    assert words(events) in ("", "You said:")
    assert events[-1].event["result"] == {"status": "unanswered", "owner": "agent"}
    assert store.review.transcript(visitor.id).turns[0].turn is None


async def test_in_two_hundred_races_nothing_of_the_assistants_follows_a_claim(
    visitor: Shopper, store: ConversationStore
) -> None:
    late = claimed_first = 0
    for number in range(200):
        shopper = await Shopper.begin(visitor.client)
        answer = asyncio.create_task(shopper.say("a mug"))
        # The claim falls at another moment of the turn each time.
        for _ in range(number % 40):
            await asyncio.sleep(0)
        if number % 20 == 0:
            await asyncio.wait([answer])
        stored = await asyncio.to_thread(_claim, store, shopper.id)
        events = await answer

        turn = store.review.transcript(shopper.id).turns[0].turn
        late += (turn is not None) != stored
        claimed_first += turn is None
        assert (events[-1].event["result"]["status"] == "answered") == (turn is not None)

    assert late == 0
    assert 0 < claimed_first < 200


async def test_an_agents_words_reach_the_shopper_as_they_are_said(
    visitor: Shopper, store: ConversationStore
) -> None:
    async with visitor.stream("GET", "events") as events:
        await asyncio.to_thread(store.desk.claim, visitor.id, "Ada")
        await asyncio.to_thread(store.desk.remark, visitor.id, "Ada", "a note")
        said = await asyncio.to_thread(store.desk.say, visitor.id, "Ada", "Hello!\nAda here.")
        owner, message = await anext(events), await anext(events)

    assert owner.event["value"] == {"owner": "agent"}
    assert message.type == "agent_message"
    assert message.id == str(said.id)
    assert message.event["value"] == {
        "id": said.id,
        "text": "Hello!\nAda here.",
        "agent": "Ada",
        "at": said.at.isoformat(),
    }


async def test_events_go_on_where_the_transcript_ends(
    visitor: Shopper, store: ConversationStore
) -> None:
    store.desk.claim(visitor.id, "Ada")
    store.desk.say(visitor.id, "Ada", "first")
    known = (await visitor.transcript())["last_event_id"]
    store.desk.say(visitor.id, "Ada", "second")

    async with visitor.stream("GET", "events", known) as events:
        assert (await anext(events)).event["value"]["text"] == "second"


async def test_the_stream_of_an_erased_conversation_ends(
    visitor: Shopper, store: ConversationStore
) -> None:
    async with visitor.stream("GET", "events") as events:
        await asyncio.to_thread(store.delete, visitor.id)
        assert [one async for one in events] == []


def _claim(store: ConversationStore, conversation_id: str) -> bool:
    """Claim, and say whether a reply had been stored at that moment."""
    try:
        store.desk.claim(conversation_id, "Ada")
    except ConflictError:
        return False
    return any(turn.turn for turn in store.review.transcript(conversation_id).turns)
