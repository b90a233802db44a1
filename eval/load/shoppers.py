"""Many shoppers at once against a running server: how long each waits for cards and words."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from eval.percentiles import Percentiles
from retrieval.errors import UserError

Event = dict[str, Any]
Clock = Callable[[], float]


@dataclass(frozen=True)
class Wait:
    """One message: milliseconds until each thing was there, None where it never came."""

    first_card: float | None = None
    first_sentence: float | None = None
    total: float | None = None
    reply_tokens: int = 0
    error: str | None = None


@dataclass(frozen=True)
class LoadReport:
    """What all shoppers together saw; `tokens_per_second` are the model's, over the whole run."""

    shoppers: int
    messages: int
    failed: int
    seconds: float
    messages_per_second: float
    tokens_per_second: float
    first_card: Percentiles
    first_sentence: Percentiles
    total: Percentiles
    errors: dict[str, int] = field(default_factory=dict)


async def run_load(
    client: httpx.AsyncClient,
    dialogues: Sequence[Sequence[str]],
    shoppers: int,
    *,
    think_seconds: float = 0.0,
    on_done: Callable[[], None] = lambda: None,
    clock: Clock = time.perf_counter,
) -> LoadReport:
    """Play every dialogue once, `shoppers` of them at the same time.

    Args:
        client: Has the server's address as its base.
        dialogues: For each shopper who comes along, the messages, one after another.
        shoppers: How many talk at the same time; each who is done is followed by the next.
        think_seconds: How long a shopper reads and types before each message; it counts in no
            message's time, but the server has it to come to rest.
        on_done: Called after each message, for progress.
        clock: Seconds that only go up.

    Returns:
        The times of all messages. A message that failed counts as failed and ends its dialogue.

    Raises:
        UserError: There is no server at the address.
    """
    queue = list(reversed(dialogues))
    waits: list[Wait] = []

    async def shopper() -> None:
        while queue:
            async for wait in _visit(client, queue.pop(), think_seconds, clock):
                waits.append(wait)
                on_done()

    began = clock()
    await asyncio.gather(*(shopper() for _ in range(shoppers)))
    return _report(waits, shoppers, clock() - began)


async def _visit(
    client: httpx.AsyncClient, messages: Sequence[str], think_seconds: float, clock: Clock
) -> AsyncIterator[Wait]:
    try:
        answer = (await client.post("/api/conversations", json={})).raise_for_status().json()
    except httpx.ConnectError as error:
        raise UserError(f"no server at {client.base_url}: start `shopassist serve`") from error
    except httpx.HTTPError as error:
        yield Wait(error=_reason(error))
        return
    path = f"/api/conversations/{answer['conversation_id']}/messages"
    headers = {"Authorization": f"Bearer {answer['token']}"}
    for number, text in enumerate(messages):
        await asyncio.sleep(think_seconds)
        body = {"text": text, "client_message_id": f"m{number}"}
        began = clock()
        try:
            async with client.stream("POST", path, json=body, headers=headers) as response:
                response.raise_for_status()
                wait = await _timed(events(response.aiter_lines()), began, clock)
        except httpx.HTTPError as error:
            wait = Wait(error=_reason(error))
        yield wait
        if wait.error:
            return


async def events(lines: AsyncIterator[str]) -> AsyncIterator[Event]:
    """Yield the events of a reply's stream; lines that hold none keep the connection open."""
    async for line in lines:
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))


async def _timed(stream: AsyncIterator[Event], began: float, clock: Clock) -> Wait:
    came: dict[str, float] = {}
    last: Event = {}
    async for event in stream:
        elapsed = (clock() - began) * 1000
        last = event
        if (
            event["type"] == "CUSTOM"
            and event.get("name") == "products"
            and event["value"]["cards"]
        ):
            came.setdefault("card", elapsed)
        elif event["type"] == "TEXT_MESSAGE_CONTENT":
            came.setdefault("sentence", elapsed)
    if last.get("type") != "RUN_FINISHED":
        return Wait(error=str(last.get("message", "the stream ended early")))
    tokens = sum(usage.get("outputTokens") or 0 for usage in last.get("usage") or [])
    return Wait(
        first_card=came.get("card"),
        first_sentence=came.get("sentence"),
        total=(clock() - began) * 1000,
        reply_tokens=tokens,
    )


def _reason(error: httpx.HTTPError) -> str:
    if isinstance(error, httpx.HTTPStatusError):
        return f"HTTP {error.response.status_code}"
    return type(error).__name__


def _report(waits: list[Wait], shoppers: int, seconds: float) -> LoadReport:
    failures = [wait.error for wait in waits if wait.error]
    return LoadReport(
        shoppers=shoppers,
        messages=len(waits),
        failed=len(failures),
        seconds=round(seconds, 2),
        messages_per_second=round(len(waits) / seconds, 2) if seconds else 0.0,
        tokens_per_second=round(sum(w.reply_tokens for w in waits) / seconds, 1) if seconds else 0,
        first_card=Percentiles.of(wait.first_card for wait in waits),
        first_sentence=Percentiles.of(wait.first_sentence for wait in waits),
        total=Percentiles.of(wait.total for wait in waits),
        errors={reason: failures.count(reason) for reason in sorted(set(failures))},
    )
