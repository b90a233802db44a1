"""What the routes work with, and the dependencies that hand it to them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, Request
from pydantic import StringConstraints

from assistant.api.limits import RateLimiter
from assistant.api.metrics import Metrics
from assistant.api.remembered import Remembered
from assistant.api.runner import TurnRunner
from assistant.api.shop import Shop
from assistant.errors import ForbiddenError
from assistant.events import Assistant
from assistant.settings import Settings
from assistant.state import Conversation
from assistant.store import ConversationStore

ModelProbe = Callable[[], Awaitable[bool]]
ClientMessageId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:-]{1,100}$")]


@dataclass(frozen=True)
class Api:
    """Everything behind the routes of one app."""

    assistant: Assistant
    store: ConversationStore
    settings: Settings
    index: Shop
    checkout: str
    runner: TurnRunner
    metrics: Metrics
    model_ready: ModelProbe
    remembered: Remembered
    per_conversation: RateLimiter
    per_address: RateLimiter


def _api(request: Request) -> Api:
    found: Api = request.app.state.api
    return found


ApiDep = Annotated[Api, Depends(_api)]


def bearer(authorization: str | None) -> str:
    """Return the token of an `Authorization: Bearer` header; empty where there is none."""
    scheme, _, token = (authorization or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _authenticated(
    api: ApiDep, conversation_id: str, authorization: Annotated[str | None, Header()] = None
) -> Conversation:
    token = bearer(authorization)
    if not token:
        raise ForbiddenError("send the conversation's token: Authorization: Bearer TOKEN")
    return api.store.authenticate(conversation_id, token)


ConversationDep = Annotated[Conversation, Depends(_authenticated)]


async def _limited_address(request: Request, api: ApiDep) -> None:
    api.per_address.check(request.client.host if request.client else "")


LimitedAddress = Depends(_limited_address)
