from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import httpx
import pytest

from assistant.api.app import create_app
from assistant.settings import Settings
from assistant.store.conversations import ConversationStore
from eval.load.shoppers import run_load
from retrieval.errors import UserError
from tests.assistant.api.fakes import FakeAssistant, FakeShop

NO_LIMITS = {"messages_per_minute": 0, "requests_per_minute": 0}


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
async def client(tmp_path: Path, assistant: FakeAssistant) -> AsyncIterator[httpx.AsyncClient]:
    store = ConversationStore(tmp_path)
    settings = Settings.model_validate({"data_dir": tmp_path, **NO_LIMITS})
    transport = httpx.ASGITransport(create_app(assistant, store, settings, FakeShop()))
    async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
        yield client
    store.close()


async def test_every_message_is_timed_from_when_it_was_sent(client: httpx.AsyncClient) -> None:
    ticks = count()
    report = await run_load(client, [["a", "b"], ["c"]], 1, clock=lambda: float(next(ticks)))
    assert (report.messages, report.failed, report.shoppers) == (3, 0, 1)
    card, sentence, total = report.first_card.p50, report.first_sentence.p50, report.total.p50
    assert card is not None
    assert sentence is not None
    assert total is not None
    assert 0 < card < sentence < total
    assert report.messages_per_second == round(3 / report.seconds, 2)


async def test_the_messages_of_a_dialogue_share_a_conversation(
    client: httpx.AsyncClient, assistant: FakeAssistant
) -> None:
    await run_load(client, [["a", "b"], ["c"]], 2)
    turns = {message: len(conversation.turns) for conversation, message in assistant.heard}
    assert turns == {"a": 0, "b": 1, "c": 0}


async def test_a_failed_message_ends_its_dialogue_and_is_counted(
    client: httpx.AsyncClient, assistant: FakeAssistant
) -> None:
    assistant.fail = True
    done: list[None] = []
    report = await run_load(client, [["a", "never sent"]], 1, on_done=lambda: done.append(None))
    assert (report.messages, report.failed, len(done)) == (1, 1, 1)
    assert list(report.errors.values()) == [1]


async def test_a_refused_request_is_counted_by_its_status(client: httpx.AsyncClient) -> None:
    report = await run_load(client, [["x" * 50_000]], 1)
    assert report.errors == {"HTTP 400": 1}


async def test_no_server_is_a_users_mistake() -> None:
    async with httpx.AsyncClient(base_url="http://127.0.0.1:9") as nobody:
        with pytest.raises(UserError, match="no server at"):
            await run_load(nobody, [["a"]], 1)
