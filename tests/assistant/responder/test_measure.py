"""Measuring: replies are checked as they are when they are served."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from assistant.models.vocabulary import estimate_tokens
from assistant.responder.data.build import Example, build
from assistant.responder.figures import figures_of
from assistant.responder.local_model import LocalModel
from assistant.responder.measure import demo_requests, replies_to


@pytest.fixture
def examples() -> list[Example]:
    return list(build(seed=4, shops=range(2), per_shop=4, count=estimate_tokens))


class _Says:
    """Writes one reply after the other, whatever it is asked."""

    name = "says"
    led = False

    def __init__(self, replies: list[str]) -> None:
        self._replies = iter(replies)

    def count_tokens(self, text: str) -> int:
        return estimate_tokens(text)

    async def stream(
        self, messages: list[BaseMessage], *, max_tokens: int, temperature: float
    ) -> AsyncGenerator[str, None]:
        for word in next(self._replies).split(" "):
            yield f" {word}"


async def test_the_replies_to_be_learnt_have_perfect_figures(examples: list[Example]) -> None:
    outcomes = await replies_to(examples, _Says([example.reply for example in examples]))
    figures = figures_of(outcomes)
    assert figures.replies == len(examples)
    assert (figures.failed_per_100, figures.fallbacks, figures.bad_references) == (0, 0, 0)


async def test_what_no_record_says_counts_as_failed(examples: list[Example]) -> None:
    invented = ["It is forged by elves. [P9] is a unicorn."] * len(examples)
    figures = figures_of(await replies_to(examples, _Says(invented)))
    assert figures.failed_per_100 == 100
    assert figures.fallbacks == figures.bad_references == len(examples)


async def test_a_local_model_goes_on_from_the_reply_as_it_has_been_begun(tiny_base: Path) -> None:
    model = LocalModel(tiny_base)
    messages = [HumanMessage("a mug"), AIMessage("Here is one.")]
    pieces = [piece async for piece in model.stream(messages, max_tokens=5, temperature=0.0)]
    said = "".join(pieces)
    assert said
    assert "mug" not in said
    assert model.count_tokens("abc") == 3


def test_the_requests_to_the_demo_shop_are_many_and_different() -> None:
    assert len(set(demo_requests())) >= 30
