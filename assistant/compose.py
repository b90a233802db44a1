"""Writes the prompt of a turn: fixed parts first, everything under a token budget."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import yaml
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
from pydantic import BaseModel, TypeAdapter

from assistant.listing import plain
from assistant.skills.base import ShopInfo
from assistant.state import Conversation, Evidence, EvidenceProduct, Turn
from prompts.loader import TEMPLATES, load_prompt

CountTokens = Callable[[str], int]

_HISTORY_TURNS = 4
_RECORD_SHARE = 0.6
"""Share of the room that the records may take; the history gets what they leave."""


@dataclass(frozen=True)
class ComposedPrompt:
    """The messages for the model, the last of them the reply as it has been begun."""

    messages: list[BaseMessage]
    version: str


class _Example(BaseModel):
    message: str
    reply: str


def compose(
    conversation: Conversation,
    message: str,
    evidence: Evidence,
    shop: ShopInfo,
    count: CountTokens,
    budget: int,
) -> ComposedPrompt:
    """Write the prompt for one reply.

    The instructions and the examples come first and are the same for every shopper, so that
    the model server's prefix cache serves them; then records, history and the message.

    Args:
        conversation: For the history.
        message: What the shopper has just written.
        evidence: What the reply may say; its statement begins the reply.
        shop: Name and voice.
        count: Counts tokens with the served model's vocabulary.
        budget: Most tokens of the whole prompt.
    """
    instructions = load_prompt("reply_instructions")
    request = load_prompt("reply_request")
    fixed = [SystemMessage(instructions.render(shop=shop.name, voice=shop.voice)), *_examples()]
    room = budget - sum(count(str(part.content)) + 5 for part in fixed) - count(message) - 60
    records = _within(_records(evidence), count, int(room * _RECORD_SHARE))
    room -= sum(map(count, records))
    history = _within(_history(conversation.turns), count, max(room, 0), keep_last=True)
    asked = request.render(records=records, history=history, message=message)
    begun: list[BaseMessage] = [AIMessage(evidence.statement)] if evidence.statement else []
    return ComposedPrompt(
        messages=[*fixed, HumanMessage(asked), *begun],
        version=f"{instructions.name}@{instructions.version}+{request.name}@{request.version}",
    )


@cache
def _examples() -> tuple[BaseMessage, ...]:
    text = (TEMPLATES / "reply_examples.yaml").read_text(encoding="utf-8")
    messages: list[BaseMessage] = []
    for example in TypeAdapter(list[_Example]).validate_python(yaml.safe_load(text)):
        messages += [HumanMessage(example.message.strip()), AIMessage(example.reply)]
    return tuple(messages)


def _records(evidence: Evidence) -> list[str]:
    passages = [f"{passage.title}: {passage.text}" for passage in evidence.passages]
    return [*evidence.facts, *map(_product_record, evidence.products), *passages]


def _product_record(entry: EvidenceProduct) -> str:
    """One line a product, without its price: the server fills that in.

    What a product is not stands not in it: a small model reads "noise cancelling: no" as a feature.
    """
    product = entry.product
    said = {key: plain(value) for key, value in product.attributes.items()}
    attributes = "; ".join(
        key.replace("_", " ") if value == "yes" else f"{key.replace('_', ' ')}: {value}"
        for key, value in list(said.items())[:8]
        if value != "no"
    )
    description = " ".join(product.description.split()[:45])
    misses = f" It does not fit: {'; '.join(entry.misses)}." if entry.misses else ""
    return f"[{entry.ref}] {product.title}. {attributes}. {description}{misses}"


def _history(turns: list[Turn]) -> list[str]:
    lines = []
    for turn in turns[-_HISTORY_TURNS:]:
        lines.append(f"Shopper: {' '.join(turn.message.split()[:40])}")
        lines.append(f"You: {' '.join(turn.reply.split()[:40])}")
    return lines


def _within(lines: list[str], count: CountTokens, room: int, keep_last: bool = False) -> list[str]:
    """Keep as many lines as fit the room: the first ones, or the last."""
    kept: list[str] = []
    for line in reversed(lines) if keep_last else lines:
        room -= count(line) + 1
        if room < 0:
            break
        kept.append(line)
    return kept[::-1] if keep_last else kept
