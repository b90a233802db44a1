"""What a widget does, for tests."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx


@dataclass(frozen=True)
class Received:
    """One server-sent event."""

    id: str | None
    event: dict[str, Any]

    @property
    def type(self) -> str:
        """AG-UI's type; of custom events their name."""
        return str(self.event["name"] if self.event["type"] == "CUSTOM" else self.event["type"])


def parse(body: str) -> list[Received]:
    """Read a whole stream."""
    return [parsed for block in body.split("\n\n") if (parsed := _block(block))]


def words(events: list[Received]) -> str:
    """The reply's text."""
    return "".join(one.event["delta"] for one in events if one.type == "TEXT_MESSAGE_CONTENT")


@dataclass(frozen=True)
class Shopper:
    """Somebody with a conversation."""

    client: httpx.AsyncClient
    id: str
    token: str

    @classmethod
    async def begin(cls, client: httpx.AsyncClient, **body: object) -> "Shopper":
        """Begin a conversation."""
        answer = await client.post("/api/conversations", json=body)
        assert answer.status_code == 201, answer.text
        return cls(client, answer.json()["conversation_id"], answer.json()["token"])

    @property
    def headers(self) -> dict[str, str]:
        """The headers that every request needs."""
        return {"Authorization": f"Bearer {self.token}"}

    async def post(
        self, text: object, message_id: str = "c1", last_event_id: str | None = None, **more: object
    ) -> httpx.Response:
        """Send a message and wait for the whole answer."""
        headers = self.headers | ({"Last-Event-ID": last_event_id} if last_event_id else {})
        body = {"text": text, "client_message_id": message_id, **more}
        return await self.client.post(self.path("messages"), json=body, headers=headers)

    async def say(self, text: str, message_id: str = "c1", **more: Any) -> list[Received]:  # noqa: ANN401
        """Send a message and return its events."""
        answer = await self.post(text, message_id, **more)
        assert answer.status_code == 200, answer.text
        return parse(answer.text)

    @asynccontextmanager
    async def stream(
        self,
        method: str,
        room: str,
        last_event_id: str | None = None,
        **more: Any,  # noqa: ANN401
    ) -> AsyncIterator[AsyncIterator[Received]]:
        """Open a stream of events."""
        headers = self.headers | ({"Last-Event-ID": last_event_id} if last_event_id else {})
        async with self.client.stream(method, self.path(room), headers=headers, **more) as response:
            assert response.status_code == 200
            yield _events(response)

    async def transcript(self) -> dict[str, Any]:
        """Everything that was said."""
        answer = await self.client.get(self.path(), headers=self.headers)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def path(self, room: str = "") -> str:
        """The address of the conversation, or of one of its rooms."""
        return f"/api/conversations/{self.id}" + (f"/{room}" if room else "")


def _block(block: str) -> Received | None:
    fields = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line[1:])
    return Received(fields.get("id"), json.loads(fields["data"])) if "data" in fields else None


async def _events(response: httpx.Response) -> AsyncIterator[Received]:
    buffer = ""
    async for piece in response.aiter_text():
        *blocks, buffer = (buffer + piece).split("\n\n")
        for block in blocks:
            if parsed := _block(block):
                yield parsed
