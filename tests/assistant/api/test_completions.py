import json
from typing import Any

import httpx
import openai
import pytest
from pydantic import SecretStr

from assistant.api.app import create_app
from assistant.settings import Settings
from assistant.store import ConversationStore
from tests.assistant.api.conftest import Served
from tests.assistant.api.fakes import FakeAssistant, FakeShop

LIST = "1. [Blue mug](/products/m1) – €12.00, in stock\n\n"


def _ask(*messages: tuple[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401
    turns = [{"role": role, "content": content} for role, content in messages]
    return {"model": "shopassist", "messages": turns, **more}


async def test_an_openai_client_gets_products_as_a_list_and_then_the_words(
    served: Served,
) -> None:
    async with openai.AsyncOpenAI(base_url=f"{served.url}/v1", api_key="none") as client:
        answer = await client.chat.completions.create(
            model="shopassist", messages=[{"role": "user", "content": "a mug"}]
        )

        assert answer.choices[0].message.content == f"{LIST}You said: a mug"
        assert answer.choices[0].finish_reason == "stop"
        assert answer.usage is not None
        assert answer.usage.total_tokens == 120
        assert [model.id async for model in client.models.list()] == ["shopassist"]


async def test_an_openai_client_can_stream(served: Served) -> None:
    async with openai.AsyncOpenAI(base_url=f"{served.url}/v1", api_key="none") as client:
        stream = await client.chat.completions.create(
            model="shopassist",
            messages=[{"role": "user", "content": "a mug"}],
            stream=True,
            stream_options={"include_usage": True},
        )
        chunks = [chunk async for chunk in stream]

    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert text == f"{LIST}You said: a mug"
    assert chunks[-2].choices[0].finish_reason == "stop"
    assert chunks[-1].usage is not None
    assert chunks[-1].usage.completion_tokens == 20


async def test_what_was_shown_is_known_in_the_next_request(
    client: httpx.AsyncClient, assistant: FakeAssistant
) -> None:
    first = await client.post("/v1/chat/completions", json=_ask(("user", "a mug")))
    reply = first.json()["choices"][0]["message"]["content"]
    history = [("system", "be kind"), ("user", "a mug"), ("assistant", f" {reply}\n")]
    await client.post("/v1/chat/completions", json=_ask(*history, ("user", "the first one")))

    assert assistant.heard[1][0].shown == ["m1"]
    assert assistant.heard[1][1] == "the first one"


async def test_a_history_from_elsewhere_is_rebuilt_from_its_words(
    client: httpx.AsyncClient, assistant: FakeAssistant
) -> None:
    parts = [{"type": "text", "text": "and "}, {"type": "text", "text": "now?"}]
    history = [("user", "hi"), ("assistant", "Hello!"), ("user", parts)]
    answer = await client.post("/v1/chat/completions", json=_ask(*history))

    assert answer.status_code == 200
    conversation, message = assistant.heard[0]
    assert [(turn.message, turn.reply) for turn in conversation.turns] == [("hi", "Hello!")]
    assert message == "and now?"


@pytest.mark.parametrize(
    "body",
    [
        _ask(("user", "")),
        _ask(("user", "hi"), ("assistant", "Hello!")),
        _ask(("user", "x" * 5000)),
        _ask(("user", [{"type": "image_url", "image_url": {"url": "x"}}])),
        {"model": "m", "messages": []},
        {"messages": [{"role": "user", "content": "hi"}]},
    ],
)
async def test_a_request_that_makes_no_sense_is_refused_in_openais_words(
    client: httpx.AsyncClient, body: dict[str, Any]
) -> None:
    answer = await client.post("/v1/chat/completions", json=body)

    assert answer.status_code in (400, 422)
    error = answer.json()["error"]
    assert error["type"] == "invalid_request_error"
    assert set(error) == {"message", "type", "param", "code"}


async def test_a_bug_is_a_server_error_and_tells_nothing(
    client: httpx.AsyncClient, assistant: FakeAssistant
) -> None:
    assistant.fail = True
    whole = await client.post("/v1/chat/completions", json=_ask(("user", "hi")))
    streamed = await client.post("/v1/chat/completions", json=_ask(("user", "hi"), stream=True))

    assert whole.status_code == 500
    assert whole.json()["error"]["type"] == "server_error"
    last = json.loads(streamed.text.strip().split("\n\n")[-1].removeprefix("data: "))
    assert last["error"]["type"] == "server_error"
    assert "bug" not in whole.text + streamed.text


async def test_with_a_key_set_only_its_holders_are_answered(
    assistant: FakeAssistant, store: ConversationStore, settings: Settings
) -> None:
    keyed = settings.model_copy(update={"api_key": SecretStr("k")})
    transport = httpx.ASGITransport(create_app(assistant, store, keyed, FakeShop()))
    async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
        statuses = [
            (await client.get("/v1/models", headers=headers)).status_code
            for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Bearer k"})
        ]

    assert statuses == [401, 401, 200]
