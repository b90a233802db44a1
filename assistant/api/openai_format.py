"""The OpenAI chat API's vocabulary: what comes in, what goes out."""

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, Field

from assistant.errors import UserError
from assistant.state import Card, Turn
from retrieval.money import format_money


class TextPart(BaseModel):
    """A piece of a message's content; only text is understood."""

    type: Literal["text"]
    text: str


class ChatMessage(BaseModel):
    """One message of the history."""

    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: str | list[TextPart] | None = None

    @property
    def text(self) -> str:
        """The content as one text."""
        if isinstance(self.content, list):
            return "".join(part.text for part in self.content)
        return self.content or ""


class StreamOptions(BaseModel):
    """What a stream should carry beside the words."""

    include_usage: bool = False


class ChatRequest(BaseModel):
    """A request; sampling options are accepted and do nothing, for the assistant sets its own."""

    model: str = Field(max_length=200)
    messages: list[ChatMessage] = Field(min_length=1, max_length=400)
    stream: bool = False
    stream_options: StreamOptions | None = None

    def dialogue(self) -> tuple[list[tuple[str, str]], str]:
        """Split into earlier exchanges (message, reply) and the message to answer.

        System messages are left out: the assistant's instructions are its own.

        Raises:
            UserError: The last message is not the user's.
        """
        exchanges: list[tuple[str, str]] = []
        asked: list[str] = []
        for message in self.messages:
            if message.role == "user":
                asked.append(message.text)
            elif message.role == "assistant":
                exchanges.append(("\n".join(asked), message.text))
                asked = []
        if not asked:
            raise UserError("messages: the last one must be the user's")
        return exchanges, "\n".join(asked)


@dataclass(frozen=True)
class Completion:
    """What every object of one answer has in common."""

    id: str
    created: int
    model: str

    def whole(self, text: str, turn: Turn) -> dict[str, Any]:
        """The answer in one piece."""
        message = {"role": "assistant", "content": text}
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        return self._object("chat.completion", [choice]) | {"usage": usage(turn)}

    def chunk(self, delta: dict[str, str], finish_reason: str | None = None) -> dict[str, Any]:
        """A piece of the answer."""
        choice = {"index": 0, "delta": delta, "finish_reason": finish_reason, "logprobs": None}
        return self._object("chat.completion.chunk", [choice])

    def usage_chunk(self, turn: Turn) -> dict[str, Any]:
        """The last piece, where usage was asked for."""
        return self._object("chat.completion.chunk", []) | {"usage": usage(turn)}

    def _object(self, kind: str, choices: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "id": self.id,
            "object": kind,
            "created": self.created,
            "model": self.model,
            "choices": choices,
        }


def usage(turn: Turn) -> dict[str, int]:
    """Tokens of the language model; a template's words cost none."""
    return {
        "prompt_tokens": turn.prompt_tokens,
        "completion_tokens": turn.reply_tokens,
        "total_tokens": turn.prompt_tokens + turn.reply_tokens,
    }


def cards_markdown(cards: list[Card]) -> str:
    """Cards as a short list; what a chat without cards can show of them."""
    return "\n".join(_card_line(number, card) for number, card in enumerate(cards, start=1))


def _card_line(number: int, card: Card) -> str:
    title = card.title.replace("[", "(").replace("]", ")")
    name = f"[{title}]({card.url})" if card.url else f"**{title}**"
    price = card.sale_price or card.price
    facts = [format_money(price)] if price else []
    facts.append("in stock" if card.in_stock else "out of stock")
    return f"{number}. {name} – {', '.join(facts)}"
