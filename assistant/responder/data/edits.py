"""Replies that agents sent in place of the assistant's drafts, as examples to learn from."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import cast

from langchain_core.messages.utils import convert_to_openai_messages

from assistant.compose import CountTokens, compose
from assistant.factory import utc_now
from assistant.grounding.rendering import Renderer, short_title
from assistant.grounding.stream import CheckedStream
from assistant.grounding.support import ground_of
from assistant.settings import Settings
from assistant.shop import read_shop
from assistant.skills.base import ShopInfo
from assistant.state import Conversation, Evidence
from assistant.store.console import ConsoleStore
from assistant.store.conversations import FILE_NAME
from assistant.store.suggestions import Suggestion

_PROMPT_TOKENS = 1500
_MOST_SENTENCES = 3
_SHOP = -1
"""The number under which they stand in the data: the invented shops begin at 0."""


def add_edits(settings: Settings, path: Path, count: CountTokens) -> int:
    """Add what this shop's agents made of drafts to a file of examples; return how many."""
    if not (settings.data_dir / FILE_NAME).exists():
        return 0
    store = ConsoleStore(settings.data_dir, utc_now)
    try:
        kept = store.suggestions.all()
    finally:
        store.close()
    examples = asyncio.run(examples_from(kept, read_shop(settings), count))
    with path.open("a", encoding="utf-8") as out:
        out.writelines(json.dumps(each, ensure_ascii=False) + "\n" for each in examples)
    return len(examples)


async def examples_from(
    suggestions: Sequence[Suggestion], shop: ShopInfo, count: CountTokens
) -> list[dict[str, object]]:
    """Return the examples as lines of `train.jsonl` hold them.

    What an agent knew and no record says must not be learnt: a reply of which verification would
    drop a sentence is left out, as among the data that is made here. So is what no model writes.

    Args:
        suggestions: Drafts with what was sent.
        shop: Whose they are.
        count: Counts tokens with the tuned model's vocabulary.
    """
    examples: list[dict[str, object]] = []
    for kept in suggestions:
        evidence, turn = kept.turn.evidence, kept.turn
        reply = learnable(kept.sent, evidence)
        if evidence.verbatim or not reply or not await _verified(reply, kept):
            continue
        alone = Conversation(id=kept.conversation_id)
        prompt = compose(alone, turn.message, evidence, shop, count, _PROMPT_TOKENS)
        messages = cast(list[dict[str, str]], convert_to_openai_messages(prompt.messages))
        examples.append({"shop": _SHOP, "scene": "edit", "messages": messages, "reply": reply})
    return examples


def learnable(sent: str, evidence: Evidence) -> str:
    """Return the part that a model would have written, products by reference.

    >>> learnable("Here you are. It folds flat.", Evidence(verdict="matches",
    ...     statement="Here you are."))
    'It folds flat.'
    """
    text = sent.replace("**", "").strip()
    text = text.removeprefix(evidence.statement.replace("**", "")).strip()
    for entry in evidence.products:
        named = re.escape(short_title(entry.product))
        text = re.sub(rf"{named}(?: \([^()\n]*\d[^()\n]*\))?", f"[{entry.ref}]", text)
    return text


async def _verified(reply: str, kept: Suggestion) -> bool:
    async def written() -> AsyncIterator[str]:
        yield reply

    turn = kept.turn
    checked = CheckedStream(
        ground_of(turn.evidence, turn.understanding, turn.message),
        Renderer(turn.evidence),
        _MOST_SENTENCES,
    )
    sent = [sentence async for sentence in checked.sentences(written())]
    return bool(sent) and all(check.outcome != "dropped" for check in checked.checks)
