"""The same prompts straight at vLLM, without an assistant between."""

import asyncio
from collections.abc import Sequence
from typing import Any

import httpx

from retrieval.errors import UserError


async def send_all(
    client: httpx.AsyncClient, requests: Sequence[dict[str, Any]], at_once: int, salt: str
) -> None:
    """Send every request once, so many at the same time, and read each reply to its end.

    Args:
        client: Has vLLM's address, with its `/v1/`, as its base.
        requests: Bodies of chat completions.
        at_once: How many are under way at the same time.
        salt: Prompts find in the prefix cache only what was sent with the same salt.

    Raises:
        UserError: The server cannot be reached or refuses a request.
    """
    queue = list(reversed(requests))

    async def one_after_another() -> None:
        while queue:
            body = {**queue.pop(), "stream": True, "cache_salt": salt}
            async with client.stream("POST", "chat/completions", json=body) as response:
                response.raise_for_status()
                async for _ in response.aiter_bytes():
                    pass

    try:
        await asyncio.gather(*(one_after_another() for _ in range(at_once)))
    except httpx.HTTPError as error:
        raise UserError(f"{client.base_url} does not take the prompts: {error}") from error
