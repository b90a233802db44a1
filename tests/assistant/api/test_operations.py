import logging

import httpx
import pytest

from assistant.api.app import create_app
from assistant.api.server import listen
from assistant.errors import IndexMissingError, UserError
from assistant.settings import Settings
from assistant.store import ConversationStore
from tests.assistant.api.client import Shopper
from tests.assistant.api.conftest import Served
from tests.assistant.api.fakes import FakeAssistant, FakeSelection, FakeShop


async def test_health_and_readiness_are_told_apart(client: httpx.AsyncClient) -> None:
    assert (await client.get("/health")).json() == {"status": "ok"}
    ready = (await client.get("/ready")).json()
    assert ready == {"status": "ready", "model": "degraded", "products": 2}


async def test_with_the_model_up_the_server_is_not_degraded(
    assistant: FakeAssistant, store: ConversationStore, settings: Settings
) -> None:
    async def up() -> bool:
        return True

    transport = httpx.ASGITransport(create_app(assistant, store, settings, FakeShop(), up))
    async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
        assert (await client.get("/ready")).json()["model"] == "ready"
        assert "shopassist_model_up 1.0" in (await client.get("/metrics")).text


async def test_without_an_index_the_server_is_alive_but_not_ready(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_self: FakeSelection) -> int:
        raise IndexMissingError("no index; run: shopassist index products FILE")

    monkeypatch.setattr(FakeSelection, "count", missing)
    assert (await client.get("/health")).status_code == 200
    assert (await client.get("/ready")).status_code == 503


async def test_turns_are_counted_with_their_delays_and_checks(shopper: Shopper) -> None:
    await shopper.say("a mug")
    text = (await shopper.client.get("/metrics")).text

    turns = 'shopassist_turns_total{intent="product_search",outcome="answered",source="model"} 1.0'
    assert turns in text
    assert 'shopassist_checks_total{outcome="dropped"} 1.0' in text
    assert 'shopassist_first_card_seconds_bucket{le="0.05"} 1.0' in text
    assert "shopassist_first_sentence_seconds_sum 0.3" in text
    assert "shopassist_turns_in_flight 0.0" in text


async def test_two_apps_count_for_themselves(
    shopper: Shopper, assistant: FakeAssistant, store: ConversationStore, settings: Settings
) -> None:
    await shopper.say("a mug")
    other = create_app(assistant, store, settings, FakeShop())

    assert 'outcome="answered"' not in other.state.api.metrics.text()


async def test_an_unexpected_error_is_logged_and_not_shown(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_self: FakeSelection, level: int) -> int:
        raise RuntimeError("the disk is on fire")

    monkeypatch.setattr(FakeSelection, "categories", broken)
    with caplog.at_level(logging.ERROR):
        answer = await client.get("/api/departments", headers={"Origin": "https://shop.example"})

    assert answer.status_code == 500
    assert answer.headers["access-control-allow-origin"] == "https://shop.example"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "fire" not in answer.text
    assert "went wrong" in answer.json()["error"]["message"]
    assert "the disk is on fire" in caplog.text


async def test_every_answer_carries_the_security_headers(shopper: Shopper) -> None:
    for answer in (
        await shopper.client.get("/health"),
        await shopper.client.get("/nothing-here"),
        await shopper.post("a mug"),
        await shopper.client.post("/api/conversations", content=b" " * 100_000),
    ):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "script-src 'self';" in answer.headers["content-security-policy"]
    assert (await shopper.client.get("/nothing-here")).json() == {"error": {"message": "Not Found"}}


@pytest.mark.parametrize(
    ("origin", "allowed"), [("https://shop.example", True), ("https://evil.example", False)]
)
async def test_only_listed_origins_may_carry_the_widget(
    client: httpx.AsyncClient, origin: str, allowed: bool
) -> None:
    preflight = await client.options(
        "/api/conversations",
        headers={
            "Origin": origin,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization,content-type,last-event-id",
        },
    )
    answer = await client.post("/api/conversations", headers={"Origin": origin})

    assert (preflight.headers.get("access-control-allow-origin") == origin) is allowed
    assert (answer.headers.get("access-control-allow-origin") == origin) is allowed


async def test_one_address_cannot_begin_conversations_without_end(
    assistant: FakeAssistant, store: ConversationStore, settings: Settings
) -> None:
    slow = settings.model_copy(update={"requests_per_minute": 3})
    transport = httpx.ASGITransport(create_app(assistant, store, slow, FakeShop()))
    async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
        answers = [await client.post("/api/conversations") for _ in range(4)]

    assert [answer.status_code for answer in answers] == [201, 201, 201, 429]
    assert answers[-1].headers["retry-after"]


def test_a_port_in_use_is_said_in_one_line(served: Served) -> None:
    port = int(served.url.rsplit(":", 1)[1])

    with pytest.raises(UserError, match=f"cannot listen on 127.0.0.1:{port}.*--port"):
        listen("127.0.0.1", port)


async def test_the_server_stops_at_once_though_a_stream_is_open(
    served: Served, visitor: Shopper
) -> None:
    async with visitor.stream("GET", "events") as events:
        served.stop()
        assert [one async for one in events] == []
    served.thread.join(4)
    assert not served.thread.is_alive()
