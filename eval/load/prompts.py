"""What the assistant would send to the model for given messages: its prompts, and no model."""

from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from langchain_core.messages import BaseMessage
from langchain_core.messages.utils import convert_to_openai_messages

from assistant.state import Conversation
from assistant.turn import Model, ShopAssistant


@dataclass
class RecordingModel:
    """Notes each request as vLLM's chat completions take it, and writes nothing."""

    name: str
    led: bool
    count_tokens: Callable[[str], int]
    requests: list[dict[str, Any]] = field(default_factory=list)

    async def stream(
        self, messages: list[BaseMessage], *, max_tokens: int, temperature: float
    ) -> AsyncGenerator[str]:
        """Note the request; the reply is then a template's."""
        begun = messages[-1].type == "ai"
        self.requests.append(
            {
                "model": self.name,
                "messages": convert_to_openai_messages(messages),
                "max_tokens": max_tokens,
                "temperature": temperature,
                "continue_final_message": begun,
                "add_generation_prompt": not begun,
            }
        )
        written: list[str] = []
        for piece in written:
            yield piece


async def record_prompts(
    assistant: ShopAssistant, model: Model, dialogues: Sequence[Sequence[str]]
) -> list[dict[str, Any]]:
    """Return the requests that the dialogues lead to, in their order.

    Replies are templates while they are recorded, so what later prompts tell of earlier turns is
    of the length, but not of the wording, of a real conversation.

    Args:
        assistant: Over the shop that the server serves.
        model: The one that is served; it is not asked.
        dialogues: The messages of each shopper.
    """
    recorder = RecordingModel(model.name, model.led, model.count_tokens)
    recording = replace(assistant, model=recorder)
    for number, messages in enumerate(dialogues):
        conversation = Conversation(id=f"recorded-{number}")
        for message in messages:
            async for event in recording.respond(conversation, message):
                if event.type == "finished":
                    conversation = event.conversation
    return recorder.requests
