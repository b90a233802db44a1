"""Messages: the shopper's words in, the reply as server-sent events out."""

from typing import Annotated, Any

from fastapi import APIRouter, Header
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from assistant.api.context import ApiDep, ClientMessageId, ConversationDep, LimitedAddress
from assistant.api.follow import follow_turn
from assistant.api.sse import EventStream
from assistant.api.text import clean_message

router = APIRouter(prefix="/api/conversations/{conversation_id}/messages", tags=["messages"])


class NewMessage(BaseModel):
    """A message; sent again with the same id, it is the same message."""

    text: str
    client_message_id: ClientMessageId
    page_product: str | None = Field(default=None, max_length=200)


@router.post("", response_class=EventStream, dependencies=[LimitedAddress])
async def send(
    api: ApiDep,
    conversation: ConversationDep,
    message: NewMessage,
    last_event_id: Annotated[str | None, Header()] = None,
) -> EventStream:
    """Answer a message in AG-UI events; a retry replays what was sent, or goes on live."""
    text = clean_message(message.text, api.settings.max_message_chars)
    api.per_conversation.check(conversation.id)
    accepted = await run_in_threadpool(
        api.store.inbox.accept, conversation.id, message.client_message_id, text
    )
    if accepted.fresh:
        api.runner.start(accepted.key, _page(message))
    return EventStream(follow_turn(api.store, accepted.key, last_event_id))


def _page(message: NewMessage) -> dict[str, Any]:
    """Where the shopper is now, if the client says: null means that it is no product's page."""
    return message.model_dump(include=message.model_fields_set & {"page_product"})
