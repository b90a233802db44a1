"""The model server beside a load: what it is sent, what it counts, what a crowd needs."""

import json
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import httpx
import pytest

from assistant.api.app import create_app
from assistant.settings import Settings
from assistant.store.conversations import ConversationStore
from eval.load.bare import send_all
from eval.load.capacity import Capacity
from eval.load.levels import BareModel, run_levels
from eval.load.plot import draw
from eval.load.prompts import record_prompts
from eval.load.vllm_metrics import read_counters, work_between
from retrieval.errors import UserError
from tests.assistant.api.fakes import FakeAssistant, FakeShop
from tests.assistant.turn_parts import FakeModel, assistant_with


class FakeVllm:
    """Counts what it is sent: ten tokens written and forty read a request, half of them known."""

    def __init__(self) -> None:
        self.bodies: list[dict[str, object]] = []
        self.refuses = False

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/metrics":
            return httpx.Response(200, text=self._metrics())
        assert request.url.path == "/v1/chat/completions"
        if self.refuses:
            return httpx.Response(400, text="no")
        self.bodies.append(json.loads(request.content))
        return httpx.Response(200, text="data: [DONE]\n\n")

    def _metrics(self) -> str:
        done = len(self.bodies)
        counters = {
            "vllm:generation_tokens_total": 10 * done,
            "vllm:prompt_tokens_total": 40 * done,
            "vllm:prefix_cache_queries_total": 40 * done,
            "vllm:prefix_cache_hits_total": 20 * done,
            "vllm:request_queue_time_seconds_sum": 0.5 * done,
            "vllm:request_queue_time_seconds_count": done,
            "process_resident_memory_bytes": 2**30,
        }
        return "".join(f'{name}{{engine="0"}} {value}\n' for name, value in counters.items())


@pytest.fixture
def vllm() -> FakeVllm:
    return FakeVllm()


@pytest.fixture
async def client(vllm: FakeVllm) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.MockTransport(vllm)
    async with httpx.AsyncClient(transport=transport, base_url="http://llm/v1") as client:
        yield client


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    store = ConversationStore(tmp_path)
    settings = Settings(data_dir=tmp_path, messages_per_minute=0, requests_per_minute=0)
    transport = httpx.ASGITransport(create_app(FakeAssistant(), store, settings, FakeShop()))
    async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
        yield client
    store.close()


async def test_what_is_recorded_is_what_the_model_would_be_sent() -> None:
    model = FakeModel("It has a wide handle. ")
    assistant = assistant_with(model=model)
    (request,) = await record_prompts(assistant, model, [["a mug"]])
    assert model.asked == []
    assert [message["role"] for message in request["messages"]] == ["system", "user", "assistant"]
    assert (request["continue_final_message"], request["add_generation_prompt"]) == (True, False)
    assert "a mug" in request["messages"][1]["content"]


async def test_a_later_prompt_has_the_turns_before_it_in_its_history() -> None:
    model = FakeModel()
    first, second = await record_prompts(assistant_with(model=model), model, [["a mug", "bigger"]])
    assert "EARLIER" not in first["messages"][1]["content"]
    assert "Shopper: a mug" in second["messages"][1]["content"]


async def test_every_prompt_is_sent_once_and_streams(
    vllm: FakeVllm, client: httpx.AsyncClient
) -> None:
    await send_all(client, [{"max_tokens": number} for number in range(5)], 2, "salt")
    assert sorted(int(str(body["max_tokens"])) for body in vllm.bodies) == [0, 1, 2, 3, 4]
    assert all((body["stream"], body["cache_salt"]) == (True, "salt") for body in vllm.bodies)


async def test_a_server_that_refuses_is_a_users_mistake(
    vllm: FakeVllm, client: httpx.AsyncClient
) -> None:
    vllm.refuses = True
    with pytest.raises(UserError, match="does not take the prompts"):
        await send_all(client, [{}], 1, "salt")


async def test_what_was_counted_before_a_run_is_no_part_of_it(
    vllm: FakeVllm, client: httpx.AsyncClient
) -> None:
    await send_all(client, [{}], 1, "salt")
    before = await read_counters(client)
    await send_all(client, [{}] * 4, 1, "salt")
    work = work_between(before, await read_counters(client), seconds=2.0)
    assert (work.requests, work.prompt_tokens, work.generated_tokens) == (4, 160, 40)
    assert (work.tokens_per_second, work.prefix_hit_share) == (20.0, 0.5)
    assert (work.queued_ms, work.memory_mb) == (500.0, 1024)


async def test_a_level_has_the_load_and_the_bare_model_beside_it(
    vllm: FakeVllm, client: httpx.AsyncClient, shop: httpx.AsyncClient
) -> None:
    ticks = count()
    bare = BareModel(client, [{}, {}])
    told: list[int] = []
    levels = await run_levels(
        shop,
        [["a"], ["b"], ["c"]],
        [1, 2],
        bare=bare,
        on_level=lambda levels: told.append(len(levels)),
        clock=lambda: float(next(ticks)),
    )
    assert told == [1, 2]
    assert [level.load.shoppers for level in levels] == [1, 2]
    assert [level.load.messages for level in levels] == [3, 3]
    assert [level.bare.generated_tokens for level in levels if level.bare] == [20, 20]
    assert {body["cache_salt"] for body in vllm.bodies} == {bare.salt}
    # The fake assistant asks no model.
    assert [level.ratio for level in levels] == [0.0, 0.0]


async def test_without_a_model_server_only_the_assistant_is_measured(
    shop: httpx.AsyncClient, tmp_path: Path
) -> None:
    (level,) = await run_levels(shop, [["a"]], [1])
    assert (level.model, level.bare, level.ratio) == (None, None, None)
    draw([level], tmp_path / "load.svg")
    assert "first card" in (tmp_path / "load.svg").read_text()
    with pytest.raises(UserError, match="cannot draw"):
        draw([level], tmp_path / "load.nonsense")


def test_twice_the_shoppers_need_twice_the_servers_and_twice_the_speed_half() -> None:
    capacity = Capacity(tokens_per_message=20, seconds_per_message=30)
    one = capacity.servers(10_500, 100)
    assert capacity.servers(21_000, 100) == 2 * one
    assert capacity.servers(10_500, 200) == one / 2
    assert capacity.servers(1, 0.1) == float("inf")
