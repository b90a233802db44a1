"""The assistant itself behind the OpenAI chat API: for every client that speaks it."""

import hmac
import json
import logging
import time
from collections.abc import AsyncIterator
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Depends, Header
from starlette.responses import JSONResponse, Response

from assistant.api.agui import APOLOGY
from assistant.api.chat import Chat
from assistant.api.context import ApiDep, LimitedAddress, bearer
from assistant.api.openai_format import ChatRequest, Completion
from assistant.api.sse import EventStream, sse
from assistant.api.text import clean_message
from assistant.errors import UnauthorizedError

MODEL = "shopassist"

_log = logging.getLogger(__name__)


def _key_holder(api: ApiDep, authorization: Annotated[str | None, Header()] = None) -> None:
    key = api.settings.api_key
    if key and not hmac.compare_digest(
        bearer(authorization).encode(), key.get_secret_value().encode()
    ):
        raise UnauthorizedError("send the API key: Authorization: Bearer KEY")


router = APIRouter(prefix="/v1", tags=["openai"], dependencies=[Depends(_key_holder)])


@router.get("/models")
async def models() -> dict[str, Any]:
    """List the one model that there is: the assistant."""
    model = {"id": MODEL, "object": "model", "created": 0, "owned_by": "shopassist"}
    return {"object": "list", "data": [model]}


@router.post("/chat/completions", response_model=None, dependencies=[LimitedAddress])
async def complete(api: ApiDep, wanted: ChatRequest) -> Response:
    """Answer the last message of the history; products come as a short Markdown list."""
    exchanges, asked = wanted.dialogue()
    message = clean_message(asked, api.settings.max_message_chars)
    chat = Chat(api.assistant, api.remembered, api.metrics, exchanges, asked, message)
    completion = Completion(f"chatcmpl-{uuid4().hex}", int(time.time()), MODEL)
    if wanted.stream:
        with_usage = bool(wanted.stream_options and wanted.stream_options.include_usage)
        return EventStream(_stream(chat, completion, with_usage=with_usage))
    text = "".join([piece async for piece in chat.pieces()])
    return JSONResponse(completion.whole(text, chat.turn))


async def _stream(chat: Chat, completion: Completion, *, with_usage: bool) -> AsyncIterator[bytes]:
    yield _sse(completion.chunk({"role": "assistant", "content": ""}))
    try:
        async for piece in chat.pieces():
            yield _sse(completion.chunk({"content": piece}))
    except Exception:
        _log.exception("a completion failed")
        yield _sse({"error": {"message": APOLOGY, "type": "server_error"}})
        return
    yield _sse(completion.chunk({}, finish_reason="stop"))
    if with_usage:
        yield _sse(completion.usage_chunk(chat.turn))
    yield sse("[DONE]")


def _sse(chunk: dict[str, Any]) -> bytes:
    return sse(json.dumps(chunk, ensure_ascii=False))
