"""What happens in a conversation outside its turns: an agent writes, the owner changes."""

from typing import Annotated

from fastapi import APIRouter, Header

from assistant.api.context import ApiDep, ConversationDep
from assistant.api.follow import follow_entries
from assistant.api.sse import EventStream

router = APIRouter(prefix="/api/conversations/{conversation_id}/events", tags=["events"])


@router.get("", response_class=EventStream)
async def events(
    api: ApiDep,
    conversation: ConversationDep,
    last_event_id: Annotated[str | None, Header()] = None,
) -> EventStream:
    """Stream agents' messages and changes of owner, from `Last-Event-ID` on."""
    known = last_event_id or ""
    after = int(known) if known.isdecimal() and len(known) < 19 else 0
    return EventStream(follow_entries(api.store, conversation.id, after))
