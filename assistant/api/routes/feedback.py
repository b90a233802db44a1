"""Feedback: the shopper's verdict on a reply."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from assistant.api.context import ApiDep, ClientMessageId, ConversationDep

router = APIRouter(prefix="/api/conversations/{conversation_id}/feedback", tags=["feedback"])


class NewFeedback(BaseModel):
    """A thumb, and why; `client_message_id` names the message whose reply is meant."""

    client_message_id: ClientMessageId
    rating: Literal["up", "down"]
    reason: str | None = Field(default=None, max_length=100)
    comment: str | None = Field(default=None, max_length=2000)


@router.post("", status_code=204)
def rate(api: ApiDep, conversation: ConversationDep, feedback: NewFeedback) -> None:
    """Keep the verdict; a later one on the same reply replaces it."""
    api.store.review.rate(
        conversation.id,
        feedback.client_message_id,
        feedback.rating,
        feedback.reason,
        feedback.comment,
    )
