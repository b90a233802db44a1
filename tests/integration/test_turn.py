"""Whole turns over the demo shop's real index, with a real model writing."""

import pytest

from assistant.events import CardsReady, TextReady, TurnFinished
from assistant.factory import build_assistant
from assistant.models.client import ModelClient
from assistant.settings import Settings
from assistant.state import Conversation, Intent, Turn
from retrieval.search import ShopIndex

pytestmark = [pytest.mark.vllm, pytest.mark.timeout(900)]


async def answer(
    settings: Settings, model: ModelClient, message: str, conversation: Conversation
) -> tuple[Turn, Conversation, list[type]]:
    """Return the turn, the conversation after it, and the kinds of its events in order."""
    index = ShopIndex.open(settings.data_dir, settings.embedding_model)
    assistant = build_assistant(settings, index, model)
    kinds: list[type] = []
    async for event in assistant.respond(conversation, message):
        kinds.append(type(event))
        if isinstance(event, TurnFinished):
            return event.turn, event.conversation, kinds
    raise AssertionError("the turn has no end")


async def test_products_come_before_words_and_the_model_is_asked(
    settings: Settings, model: ModelClient
) -> None:
    turn, _, kinds = await answer(
        settings, model, "a waterproof jacket in stock", Conversation(id="c")
    )
    assert turn.understanding.intent is Intent.PRODUCT_SEARCH
    assert kinds.index(CardsReady) < kinds.index(TextReady)
    assert all(card.in_stock for card in turn.cards)
    assert turn.prompt_tokens > 100
    assert turn.checks, "the model has written nothing"
    assert turn.reply.startswith(turn.evidence.statement)


async def test_a_second_turn_refers_to_the_first(settings: Settings, model: ModelClient) -> None:
    first, conversation, _ = await answer(settings, model, "wool socks", Conversation(id="c"))
    second, _, _ = await answer(settings, model, "what is the second one made of?", conversation)
    assert second.understanding.products == [first.cards[1].id]
