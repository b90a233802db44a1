import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from assistant.api.app import create_app
from assistant.settings import Settings
from assistant.store import ConversationStore
from tests.assistant.api.client import Shopper, parse, words
from tests.assistant.api.fakes import FakeAssistant, FakeShop


async def test_a_message_is_answered_in_ag_ui_events_cards_before_words(shopper: Shopper) -> None:
    events = await shopper.say("a mug")

    assert [one.type for one in events] == [
        "RUN_STARTED",
        "STATE_SNAPSHOT",
        "products",
        "TEXT_MESSAGE_START",
        "TEXT_MESSAGE_CONTENT",
        "TEXT_MESSAGE_CONTENT",
        "TEXT_MESSAGE_END",
        "RUN_FINISHED",
    ]
    assert events[0].event["threadId"] == shopper.id
    assert events[0].event["runId"] == "c1"
    assert events[1].event["snapshot"]["understanding"]["intent"] == "product_search"
    assert events[2].event["value"]["cards"][0]["price"] == {"amount": "12.00", "currency": "EUR"}
    assert words(events) == "You said: a mug"
    assert events[-1].event["usage"] == [{"model": "tiny", "inputTokens": 100, "outputTokens": 20}]


async def test_an_action_travels_as_a_tool_call(shopper: Shopper) -> None:
    events = await shopper.say("cancel")

    calls = [one for one in events if one.type.startswith("TOOL_CALL")]
    assert [one.type for one in calls] == [
        "TOOL_CALL_START",
        "TOOL_CALL_ARGS",
        "TOOL_CALL_END",
        "TOOL_CALL_RESULT",
    ]
    assert calls[0].event["toolCallName"] == "cancel_order"
    assert '"needs_confirmation"' in calls[3].event["content"]


async def test_a_retry_replays_the_same_events_and_runs_nothing(
    shopper: Shopper, assistant: FakeAssistant
) -> None:
    first = await shopper.say("a mug")
    again = await shopper.say("a mug")

    assert again == first
    assert len(assistant.heard) == 1


async def test_a_retry_goes_on_after_the_last_event_that_arrived(shopper: Shopper) -> None:
    first = await shopper.say("a mug")
    rest = await shopper.say("a mug", last_event_id=first[4].id)

    assert rest == first[5:]


async def test_an_unknown_last_event_id_replays_everything(shopper: Shopper) -> None:
    first = await shopper.say("a mug")

    for strange in ("7-3", "x", "1-", "99999999999999999999-1"):
        again = await shopper.say("a mug", last_event_id=strange)
        assert again == first


async def test_ten_retries_at_once_are_one_turn(shopper: Shopper, assistant: FakeAssistant) -> None:
    answers = await asyncio.gather(*(shopper.say("a mug") for _ in range(10)))

    assert all(answer == answers[0] for answer in answers)
    assert len(assistant.heard) == 1
    assert len((await shopper.transcript())["messages"]) == 2


async def test_an_id_used_for_another_message_is_refused(shopper: Shopper) -> None:
    await shopper.say("a mug")
    answer = await shopper.post("a vase")

    assert answer.status_code == 409
    assert "client_message_id" in answer.json()["error"]["message"]


async def test_messages_of_one_conversation_are_answered_one_after_another(
    shopper: Shopper, assistant: FakeAssistant
) -> None:
    await asyncio.gather(*(shopper.say(f"message {n}", f"c{n}") for n in range(3)))

    known = [len(conversation.turns) for conversation, _ in assistant.heard]
    assert known == [0, 1, 2]


async def test_too_many_waiting_messages_are_refused(
    visitor: Shopper, assistant: FakeAssistant
) -> None:
    assistant.gate.clear()
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(visitor.post("hello", f"c{n}")) for n in range(5)]
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        refused = done.pop().result()
        assistant.gate.set()

    assert refused.status_code == 429
    assert sorted(task.result().status_code for task in tasks) == [200, 200, 200, 200, 429]


async def test_a_turn_survives_a_client_that_goes_away(
    visitor: Shopper, assistant: FakeAssistant
) -> None:
    assistant.gate.clear()
    body = {"text": "a mug", "client_message_id": "c1"}
    async with visitor.stream("POST", "messages", json=body) as events:
        seen = [await anext(events) for _ in range(5)]
    assert seen[-1].type == "TEXT_MESSAGE_CONTENT"

    async with visitor.stream("POST", "messages", seen[-1].id, json=body) as events:
        assistant.gate.set()
        rest = [one async for one in events]

    assert words(seen + rest) == "You said: a mug"
    assert rest[-1].type == "RUN_FINISHED"
    assert len({one.id for one in seen + rest}) == len(seen + rest)
    assert len(assistant.heard) == 1


async def test_a_retry_that_reaches_another_process_follows_the_turn_of_the_first(
    shopper: Shopper, assistant: FakeAssistant, settings: Settings, tmp_path: Path
) -> None:
    assistant.gate.clear()
    idle = FakeAssistant()
    other = create_app(idle, ConversationStore(tmp_path), settings, FakeShop())
    transport = httpx.ASGITransport(other)
    async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
        elsewhere = Shopper(client, shopper.id, shopper.token)
        first = asyncio.create_task(shopper.say("a mug"))
        await asyncio.to_thread(assistant.spoke.wait)
        retry = asyncio.create_task(elsewhere.say("a mug"))
        assistant.gate.set()

        assert await retry == await first
    assert idle.heard == []


async def test_a_broken_turn_ends_with_an_error_and_can_be_sent_again(
    shopper: Shopper, assistant: FakeAssistant
) -> None:
    assistant.fail = True
    broken = await shopper.say("a mug")
    assert [one.type for one in broken[-2:]] == ["TEXT_MESSAGE_END", "RUN_ERROR"]
    assert "bug" not in broken[-1].event["message"]

    assistant.fail = False
    mended = await shopper.say("a mug", last_event_id=broken[-1].id)
    assert mended[0].type == "RUN_STARTED"
    assert words(mended) == "You said: a mug"


async def test_the_page_of_the_shopper_reaches_the_assistant_and_is_remembered(
    client: httpx.AsyncClient, assistant: FakeAssistant
) -> None:
    shopper = await Shopper.begin(client, page_product="m1")
    await shopper.say("is this blue?", "c1")
    await shopper.say("and this?", "c2", page_product="v/1")
    await shopper.say("still there?", "c3")
    await shopper.say("and now?", "c4", page_product=None)

    pages = [conversation.page_product for conversation, _ in assistant.heard]
    assert pages == ["m1", "v/1", "v/1", None]


@pytest.mark.parametrize("text", ["", "  \n\t ", "\x00\x07", "\u200b\u200d", "\ud800"])
async def test_a_message_without_anything_in_it_is_refused(shopper: Shopper, text: str) -> None:
    answer = await shopper.client.post(
        shopper.path("messages"),
        content=f'{{"text": {_json(text)}, "client_message_id": "c1"}}',
        headers=shopper.headers | {"Content-Type": "application/json"},
    )

    assert answer.status_code in (400, 422)
    assert answer.json()["error"]["message"]


async def test_a_message_that_is_too_long_is_refused_with_its_length(shopper: Shopper) -> None:
    answer = await shopper.post("x" * 10_000)

    assert answer.status_code == 400
    assert "10000" in answer.json()["error"]["message"]
    assert "4000" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("sent", "heard"),
    [
        ("👜👨‍👩‍👧❤️", "👜👨‍👩‍👧❤️"),
        ("\U0001fae9", "\U0001fae9"),
        ("a\x00 \x1bmug\x7f", "a mug"),
        ("a \u202egum\u202c", "a gum"),
        ("line\none\u2028two", "line\none\u2028two"),
    ],
)
async def test_strange_characters_are_kept_or_stripped_but_never_break(
    shopper: Shopper, assistant: FakeAssistant, sent: str, heard: str
) -> None:
    events = await shopper.say(sent)

    assert assistant.heard[0][1] == heard
    assert words(events) == f"You said: {heard}"
    assert (await shopper.transcript())["messages"][0]["text"] == heard


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe\x00",
        b"{",
        b"[]",
        b"null",
        b'{"text": 5, "client_message_id": "c1"}',
        b'{"text": "a"}',
        b'{"text": "a", "client_message_id": "../x"}',
        b'{"text": "a", "client_message_id": "\\ud800"}',
        b'{"text": "a", "client_message_id": "c1", "page_product": "\\ud800"}',
        b"[" * 20_000,
        b'{"text": "' + b"\xc3\x28" + b'", "client_message_id": "c1"}',
    ],
)
async def test_a_body_that_is_not_a_message_is_refused_as_json(
    shopper: Shopper, body: bytes
) -> None:
    answer = await shopper.client.post(
        shopper.path("messages"),
        content=body,
        headers=shopper.headers | {"Content-Type": "application/json"},
    )

    assert answer.status_code in (400, 422)
    assert isinstance(answer.json()["error"]["message"], str)


async def test_a_body_that_is_too_large_is_refused(shopper: Shopper) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b" " * 1024

    for content in (b" " * 100_000, endless()):
        answer = await shopper.client.post(
            shopper.path("messages"), content=content, headers=shopper.headers
        )
        assert answer.status_code == 413
        assert "64 KiB" in answer.json()["error"]["message"]


async def test_a_flood_of_messages_is_held_to_the_rate(
    assistant: FakeAssistant, store: ConversationStore, settings: Settings
) -> None:
    slow = settings.model_copy(update={"messages_per_minute": 2})
    transport = httpx.ASGITransport(create_app(assistant, store, slow, FakeShop()))
    async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
        shopper = await Shopper.begin(client)
        statuses = [(await shopper.post("hi", f"c{n}")).status_code for n in range(3)]
        other = await Shopper.begin(client)

        assert statuses == [200, 200, 429]
        assert (await other.post("hi")).status_code == 200


async def test_turns_under_way_at_the_end_of_the_server_can_be_sent_again(
    app: FastAPI, assistant: FakeAssistant
) -> None:
    assistant.gate.clear()
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://shop") as client,
    ):
        shopper = await Shopper.begin(client)
        answer = asyncio.create_task(shopper.post("a mug"))
        await asyncio.to_thread(assistant.spoke.wait)
        await app.state.api.runner.stop()
        interrupted = parse((await answer).text)
        assert interrupted[-1].event["code"] == "stopping"

        assistant.gate.set()
        assert words(await shopper.say("a mug")) == "You said: a mug"


def _json(text: str) -> str:
    return '"' + "".join(f"\\u{ord(char):04x}" for char in text) + '"'
