"""Asks the language model what the shopper wants, where the classifier is unsure."""

import asyncio
import logging

from langchain_core.messages import HumanMessage
from pydantic import BaseModel

from assistant.errors import ModelUnavailableError
from assistant.state import Conversation, Intent
from assistant.understanding.ports import AsksModel
from prompts.loader import load_prompt

_log = logging.getLogger(__name__)

_SECONDS = 2.0
"""More than this a shopper does not wait for a second opinion."""
_REMEMBERED = 2


class IntentAnswer(BaseModel):
    """The model's answer: one of the intents, and nothing else."""

    intent: Intent


async def ask_intent(
    model: AsksModel,
    message: str,
    conversation: Conversation,
    likely: list[Intent],
    seconds: float = _SECONDS,
) -> Intent | None:
    """Ask for the intent; None where the model is down, slow or answers something else.

    Args:
        model: The served model.
        message: What the shopper wrote.
        conversation: What was said before.
        likely: The classifier's best guesses, best first; the answer counts only if it is one.
        seconds: How long to wait.
    """
    prompt = load_prompt("intent_question").render(
        intents=[intent.value for intent in likely],
        turns=[(turn.message, turn.reply[:200]) for turn in conversation.turns[-_REMEMBERED:]],
        message=message,
    )
    try:
        async with asyncio.timeout(seconds):
            answer = await model.structured([HumanMessage(prompt)], IntentAnswer)
    except (ModelUnavailableError, TimeoutError, ValueError) as error:
        _log.info("the classifier's guess stands: %s", error or type(error).__name__)
        return None
    return answer.intent if answer.intent in likely else None
