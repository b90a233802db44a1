"""Drafts for agents: what the assistant would answer, said to nobody and done to no record."""

from dataclasses import dataclass

from assistant.errors import UserError
from assistant.events import Assistant, TurnFinished
from assistant.orders.confirmation import CONFIRMATION
from assistant.state import Conversation, Intent, Turn
from assistant.store.records import UNANSWERED, StoredTurn, Transcript

_NO_QUESTIONS = (Intent.HUMAN, Intent.GREETING, Intent.THANKS)
"""An agent who asks for a draft wants one about what came before these."""


@dataclass(frozen=True)
class Draft:
    """What could be answered, and the turn that it comes from, with its evidence."""

    text: str
    turn: Turn


async def draft_reply(
    assistant: Assistant, conversation: Conversation, transcript: Transcript
) -> Draft:
    """Let the assistant draft an answer to what its shopper last asked.

    Nothing is stored. Nothing is done either: without the confirmation that was shown, a "yes"
    among the messages opens no order operation, see `assistant.orders.gate`.

    Args:
        assistant: Drafts with the skills, the model and the checks that shoppers are served with.
        conversation: As the assistant knows it.
        transcript: The same conversation with the messages that it kept quiet about.

    Raises:
        UserError: Nothing was asked yet.
    """
    message, answered = _asked(transcript)
    history = [turn for turn in conversation.turns if turn.client_message_id not in answered]
    form = {name: value for name, value in conversation.form.items() if name != CONFIRMATION}
    before = conversation.model_copy(update={"turns": history, "form": form})
    async for event in assistant.respond(before, message):
        if isinstance(event, TurnFinished):
            return Draft(event.turn.reply.replace("**", ""), event.turn)
    raise RuntimeError("the assistant ended without a finished turn")


def _asked(transcript: Transcript) -> tuple[str, set[str]]:
    """The question to draft an answer to, and the turns that are no history for it."""
    waiting: list[StoredTurn] = []
    for stored in reversed(transcript.turns):
        if stored.status != UNANSWERED:
            break
        waiting.insert(0, stored)
    said = max((e.at for e in transcript.entries if e.kind == "agent_message"), default=None)
    fresh = [stored for stored in waiting if said is None or stored.at > said] or waiting[-1:]
    if fresh:
        return "\n".join(stored.message for stored in fresh), set()
    for place, stored in reversed(list(enumerate(transcript.turns))):
        if stored.turn and stored.turn.understanding.intent not in _NO_QUESTIONS:
            later = {each.client_message_id for each in transcript.turns[place:]}
            return stored.message, later
    raise UserError("the shopper has not asked anything yet")
