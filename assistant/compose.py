"""Writes the prompt of a turn: fixed parts first, everything under a token budget."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from assistant.listing import plain
from assistant.skills.base import ShopInfo
from assistant.state import Conversation, Evidence, EvidenceProduct, Turn
from prompts.loader import load_prompt

CountTokens = Callable[[str], int]

_HISTORY_TURNS = 4
_RECORDS = 3
"""More products than a short reply can speak of only make the shopper wait."""
_RECORD_ATTRIBUTES = 5
_RECORD_WORDS = 25
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_RECORD_SHARE = 0.6
"""Share of the room that the records may take; the history gets what they leave."""


@dataclass(frozen=True)
class ComposedPrompt:
    """The messages for the model, the last of them the reply as it has been begun.

    `lead` is how the model's own part begins; what it writes goes on from there.
    """

    messages: list[BaseMessage]
    version: str
    lead: str


def compose(
    conversation: Conversation,
    message: str,
    evidence: Evidence,
    shop: ShopInfo,
    count: CountTokens,
    budget: int,
    *,
    led: bool = False,
) -> ComposedPrompt:
    """Write the prompt for one reply.

    The instructions come first and are the same for every shopper, so that
    the model server's prefix cache serves them; then records, history and the message.

    Args:
        conversation: For the history.
        message: What the shopper has just written.
        evidence: What the reply may say; its statement and lead begin the reply.
        shop: Name and voice.
        count: Counts tokens with the served model's vocabulary.
        budget: Most tokens of the whole prompt.
        led: Whether the model's own part is begun for it, too.
    """
    instructions = load_prompt("reply_instructions")
    request = load_prompt("reply_request")
    fixed = SystemMessage(instructions.render(shop=shop.name, voice=shop.voice))
    room = budget - count(str(fixed.content)) - count(message) - 60
    records = _within(_records(evidence), count, int(room * _RECORD_SHARE))
    room -= sum(map(count, records))
    history = _within(_history(conversation.turns), count, max(room, 0), keep_last=True)
    asked = request.render(records=records, history=history, message=message)
    lead = _lead_of(evidence) if led else ""
    begun = [AIMessage(" ".join(filter(None, (evidence.statement, lead))))]
    return ComposedPrompt(
        messages=[fixed, HumanMessage(asked), *(begun if begun[0].content else [])],
        lead=lead,
        version=f"{instructions.name}@{instructions.version}+{request.name}@{request.version}",
    )


def _lead_of(evidence: Evidence) -> str:
    """The first product and a colon: what follows is what its record says of it.

    Left to itself, a model of half a billion parameters greets, tells of another product, or
    repeats the wish as if it were a fact.
    """
    return f"[{evidence.products[0].ref}]:" if evidence.products else ""


def _records(evidence: Evidence) -> list[str]:
    passages = [f"{passage.title}: {passage.text}" for passage in evidence.passages]
    return [*evidence.facts, *map(_product_record, evidence.products[:_RECORDS]), *passages]


def _product_record(entry: EvidenceProduct) -> str:
    """One line a product, which reads well where a small model copies it.

    Its price stands not in it, for the server fills that in; nor what the product is not, for a
    small model reads "noise cancelling: no" as a feature.
    """
    product = entry.product
    said = [(key.replace("_", " "), plain(value)) for key, value in product.attributes.items()]
    attributes = [
        key if value == "yes" else f"{key} {value}" for key, value in said if value != "no"
    ]
    sentences = [
        f"{', '.join(attributes[:_RECORD_ATTRIBUTES])}." if attributes else "",
        _opening(product.description, _RECORD_WORDS),
        f"It does not fit: {'; '.join(entry.misses)}." if entry.misses else "",
    ]
    return f"{product.title} [{entry.ref}]: {' '.join(filter(None, sentences))}"


def _opening(text: str, most_words: int) -> str:
    """The first sentences of a text, as many as are whole within so many words.

    >>> _opening("Folds flat. Fits a drawer, a bag and a bicycle basket.", 4)
    'Folds flat.'
    """
    kept: list[str] = []
    for sentence in _SENTENCE_END.split(text.strip()):
        if len(" ".join([*kept, sentence]).split()) > most_words:
            break
        kept.append(sentence)
    return " ".join(kept)


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
