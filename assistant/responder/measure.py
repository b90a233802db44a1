"""Measures a model's replies: in invented shops that it never saw, and over a shop's index."""

import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml
from langchain_core.messages.utils import convert_to_messages

from assistant.events import TurnFinished
from assistant.grounding.rendering import Renderer
from assistant.grounding.stream import CheckedStream
from assistant.grounding.support import ground_of
from assistant.responder.data.build import Example
from assistant.responder.figures import Outcome
from assistant.state import Conversation
from assistant.turn import Model, ShopAssistant

_REPLY_TOKENS = 110
_MOST_SENTENCES = 3
_REQUESTS = Path(__file__).parent / "requests.yaml"


async def reply_to(example: Example, model: Model) -> Outcome:
    """Let the model write the reply of an example, and check it as it would be served."""
    checked = CheckedStream(
        ground_of(example.evidence, example.understanding, example.message),
        Renderer(example.evidence),
        _MOST_SENTENCES,
    )
    began = time.perf_counter()
    draft = model.stream(
        convert_to_messages(example.messages), max_tokens=_REPLY_TOKENS, temperature=0.0
    )
    async for _ in checked.sentences(draft):
        pass
    return Outcome(checked.checks, time.perf_counter() - began)


async def replies_to(examples: Iterable[Example], model: Model) -> list[Outcome]:
    """Let the model write the replies of all examples, one after the other."""
    return [await reply_to(example, model) for example in examples]


async def serve_requests(assistant: ShopAssistant, requests: Sequence[str]) -> list[Outcome]:
    """Ask the assistant, each request in a conversation of its own; those a model answered."""
    outcomes = []
    for request in requests:
        async for event in assistant.respond(Conversation(id="measured"), request):
            if isinstance(event, TurnFinished) and event.turn.timings.model is not None:
                seconds = event.turn.timings.model / 1000
                outcomes.append(Outcome(event.turn.checks, seconds))
    return outcomes


def demo_requests() -> list[str]:
    """Return requests of shoppers to the demo shop."""
    requests: list[str] = yaml.safe_load(_REQUESTS.read_text(encoding="utf-8"))
    return requests
