"""Conversations: begun, read, erased."""

from typing import Annotated, Any

from fastapi import APIRouter, Body
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from assistant.api.context import ApiDep, ConversationDep, LimitedAddress
from assistant.api.identity import SignedShopper, verify_shopper
from assistant.api.transcript import transcript_json

router = APIRouter(prefix="/api/conversations", tags=["conversations"])


class NewConversation(BaseModel):
    """What a page may tell when a conversation begins; all of it is optional."""

    shopper: SignedShopper | None = None
    page_product: str | None = Field(default=None, max_length=200)


@router.post("", status_code=201, dependencies=[LimitedAddress])
def create(api: ApiDep, wanted: Annotated[NewConversation | None, Body()] = None) -> dict[str, str]:
    """Begin a conversation; the token is needed for everything after."""
    wanted = wanted or NewConversation()
    shopper = verify_shopper(api.settings.identity_secret, wanted.shopper)
    conversation_id, token = api.store.create(shopper, wanted.page_product)
    return {"conversation_id": conversation_id, "token": token}


@router.get("/{conversation_id}")
async def read(api: ApiDep, conversation: ConversationDep) -> dict[str, Any]:
    """Return everything that was said, oldest first."""
    return transcript_json(await run_in_threadpool(api.store.review.transcript, conversation.id))


@router.delete("/{conversation_id}", status_code=204)
def erase(api: ApiDep, conversation: ConversationDep) -> None:
    """Erase the conversation with everything that was said in it."""
    api.store.delete(conversation.id)
