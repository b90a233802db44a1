"""What the chat page does in a shopper's name: as the widget over HTTP, but in this process."""

import json
from collections.abc import AsyncIterator
from typing import Any, Literal
from uuid import uuid4

from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool

from assistant.api.context import Api
from assistant.api.follow import turn_events
from assistant.api.text import clean_message
from assistant.api.transcript import transcript_json


class Ticket(BaseModel):
    """What opens a conversation; the shopper's browser keeps it."""

    conversation_id: str
    token: str

    @classmethod
    def read(cls, kept: object) -> "Ticket | None":
        """Read what a browser kept, which may be anything."""
        try:
            return cls.model_validate(kept)
        except ValidationError:
            return None


class ChatClient:
    """Conversations of visitors, through the same store, runner and limits as the HTTP API.

    Every method that takes a ticket raises `NotFoundError` or `ForbiddenError` where it is void.
    """

    def __init__(self, api: Api) -> None:
        self._api = api

    @property
    def max_chars(self) -> int:
        """The longest message that is taken."""
        return self._api.settings.max_message_chars

    def begin(self, address: str) -> Ticket:
        """Begin a conversation.

        Raises:
            TooManyRequestsError: This network address asks for too much.
        """
        self._api.per_address.check(address)
        conversation_id, token = self._api.store.create()
        return Ticket(conversation_id=conversation_id, token=token)

    def transcript(self, ticket: Ticket) -> dict[str, Any]:
        """Return what was said so far, as `GET /api/conversations/{id}` does."""
        self._open(ticket)
        return transcript_json(self._api.store.review.transcript(ticket.conversation_id))

    def check(self, text: str, address: str) -> str:
        """Return the message as it may be sent.

        Raises:
            UserError: It is empty, too long, or one too many.
        """
        message = clean_message(text, self.max_chars)
        self._api.per_address.check(address)
        return message

    async def send(self, ticket: Ticket, message: str) -> AsyncIterator[dict[str, Any]]:
        """Send a message that was checked; yield the reply's AG-UI events as they happen.

        Raises:
            UserError: The conversation is closed, or too many of its messages wait.
        """
        await run_in_threadpool(self._open, ticket)
        self._api.per_conversation.check(ticket.conversation_id)
        accepted = await run_in_threadpool(
            self._api.store.inbox.accept, ticket.conversation_id, uuid4().hex, message
        )
        self._api.runner.start(accepted.key, {})
        async for sent in turn_events(self._api.store, accepted.key):
            if sent:
                yield json.loads(sent.data)

    def ask_for_human(self, ticket: Ticket) -> None:
        """Put the conversation in the agents' queue."""
        self._open(ticket)
        self._api.store.desk.request(ticket.conversation_id)

    def rate(self, ticket: Ticket, client_message_id: str, rating: Literal["up", "down"]) -> None:
        """Keep the shopper's verdict on the reply to a message."""
        self._open(ticket)
        self._api.store.review.rate(ticket.conversation_id, client_message_id, rating)

    def erase(self, ticket: Ticket) -> None:
        """Erase the conversation with everything that was said in it."""
        self._open(ticket)
        self._api.store.delete(ticket.conversation_id)

    def _open(self, ticket: Ticket) -> None:
        self._api.store.authenticate(ticket.conversation_id, ticket.token)
