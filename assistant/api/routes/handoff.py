"""Handoff: the shopper asks for a human."""

from typing import Annotated

from fastapi import APIRouter, Body
from pydantic import BaseModel, Field

from assistant.api.context import ApiDep, ConversationDep

router = APIRouter(prefix="/api/conversations/{conversation_id}/handoff", tags=["handoff"])


class HandoffRequest(BaseModel):
    """Why, if the shopper says."""

    reason: str = Field(default="", max_length=500)


@router.post("", status_code=202)
def request_human(
    api: ApiDep,
    conversation: ConversationDep,
    wanted: Annotated[HandoffRequest | None, Body()] = None,
) -> dict[str, str]:
    """Put the conversation in the agents' queue; the assistant goes on until one claims it."""
    reason = wanted.reason if wanted else ""
    return {"owner": api.store.desk.request(conversation.id, reason)}
