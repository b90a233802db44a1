"""The second opinion of the model, and what happens without it."""

import asyncio
from dataclasses import dataclass

import pytest
from langchain_core.messages import BaseMessage

from assistant.errors import ModelUnavailableError
from assistant.state import Conversation, Intent
from assistant.understanding.asking import IntentAnswer, ask_intent
from assistant.understanding.ports import Answer

LIKELY = [Intent.CART, Intent.ORDER_STATUS]


@dataclass
class FakeModel:
    """Answers with an intent, fails, or never answers."""

    answer: Intent | Exception | None

    async def structured(self, messages: list[BaseMessage], schema: type[Answer]) -> Answer:
        if isinstance(self.answer, Exception):
            raise self.answer
        if self.answer is None:
            await asyncio.Event().wait()
        return schema.model_validate({"intent": self.answer})


async def ask(answer: Intent | Exception | None, seconds: float = 1.0) -> Intent | None:
    talk = Conversation(id="c")
    return await ask_intent(FakeModel(answer), "my bag?", talk, LIKELY, seconds)


async def test_a_likely_answer_counts() -> None:
    assert await ask(Intent.ORDER_STATUS) is Intent.ORDER_STATUS


async def test_an_answer_that_the_classifier_thinks_unlikely_does_not_count() -> None:
    assert await ask(Intent.GREETING) is None


@pytest.mark.parametrize("failure", [ModelUnavailableError("down"), ValueError("no schema")])
async def test_a_model_that_fails_leaves_it_to_the_classifier(failure: Exception) -> None:
    assert await ask(failure) is None


async def test_a_slow_model_is_not_waited_for() -> None:
    assert await ask(None, seconds=0.01) is None


def test_nothing_but_an_intent_is_an_answer() -> None:
    with pytest.raises(ValueError, match="intent"):
        IntentAnswer.model_validate({"intent": "buy everything"})
