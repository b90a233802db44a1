"""Builds the responder's data: shops, conversations in them, and grounded replies."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal, cast

from langchain_core.messages.utils import convert_to_openai_messages
from pydantic import BaseModel, ConfigDict

from assistant.compose import CountTokens, compose
from assistant.factory import utc_now
from assistant.responder.data.card import SplitFigures, write_card
from assistant.responder.data.index import InventedIndex
from assistant.responder.data.replies import ReplyWriter
from assistant.responder.data.scenes import SCENES, Scene, Stage
from assistant.responder.data.shops import invent_shop
from assistant.skills.base import Skill, SkillContext
from assistant.skills.registry import find_skills
from assistant.state import Conversation, Evidence, Intent, Turn, Understanding
from retrieval.search import ShopIndex

Split = Literal["train", "validation", "test"]
SPLITS: tuple[Split, ...] = ("train", "validation", "test")

_PROMPT_TOKENS = 1500
_GOES_ON = 0.2
"""Share of the turns after which the conversation goes on, and so has a history."""
_TRIES = 6
_KEPT = ("shop", "scene", "messages", "reply")


@dataclass(frozen=True)
class Example:
    """A prompt as it is served and the reply to learn.

    `messages` end with the reply's opening statement where it has one; `reply` goes on from
    there. `rendered` is the reply as a shopper would read it.
    """

    shop: int
    scene: str
    messages: list[dict[str, str]]
    reply: str
    rendered: str
    message: str
    understanding: Understanding
    evidence: Evidence


def build(seed: int, shops: range, per_shop: int, count: CountTokens) -> Iterator[Example]:
    """Yield examples, no two alike; the same arguments give the same examples.

    Args:
        seed: Of everything that is drawn.
        shops: Seeds of the shops; another range shares no shop with this one.
        per_shop: Examples a shop.
        count: Counts tokens with the tuned model's vocabulary.
    """
    rng = Random(f"{seed}-{shops.start}")
    writer = ReplyWriter(rng)
    skills = find_skills()
    seen: set[tuple[str, str]] = set()
    for number in shops:
        shop = invent_shop(number)
        stage = Stage(shop, InventedIndex(shop), Conversation(id="new"), rng)
        for _ in range(per_shop):
            example = asyncio.run(_example(number, stage, writer, skills, count))
            if example and (example.message, example.reply) not in seen:
                seen.add((example.message, example.reply))
                yield example


async def _example(
    number: int, stage: Stage, writer: ReplyWriter, skills: dict[Intent, Skill], count: CountTokens
) -> Example | None:
    """Play one scene: the skill gathers, the prompt is composed, a reply is written."""
    for _ in range(_TRIES):
        [draw] = stage.rng.choices(list(SCENES), list(SCENES.values()))
        scene = draw(stage)
        evidence = await skills[scene.understanding.intent].gather(_context(stage, scene))
        if evidence.verbatim:
            continue
        items = stage.items(evidence.product_ids())
        written = await writer.write(scene, evidence, items)
        if written is None:
            continue
        reply, rendered = written
        prompt = compose(
            stage.conversation, scene.message, evidence, stage.shop.info, count, _PROMPT_TOKENS
        )
        stage.conversation = _next(stage, scene, evidence, rendered)
        messages = cast(list[dict[str, str]], convert_to_openai_messages(prompt.messages))
        return Example(
            number,
            scene.patterns,
            messages,
            reply,
            rendered,
            scene.message,
            scene.understanding,
            evidence,
        )
    return None


def _context(stage: Stage, scene: Scene) -> SkillContext:
    return SkillContext(
        conversation=stage.conversation,
        message=scene.message,
        understanding=scene.understanding,
        index=cast(ShopIndex, stage.index),
        shop=stage.shop.info,
        desk=None,
        clock=utc_now,
    )


def _next(stage: Stage, scene: Scene, evidence: Evidence, rendered: str) -> Conversation:
    """Return the conversation for the scene after this one: gone on with, or a new one."""
    if stage.rng.random() > _GOES_ON:
        return Conversation(id="new")
    turn = Turn(
        message=scene.message,
        reply=f"{evidence.statement} {rendered}".strip(),
        understanding=scene.understanding,
        evidence=evidence,
    )
    before = stage.conversation
    shown = evidence.product_ids() or before.shown
    return before.model_copy(update={"turns": [*before.turns[-1:], turn], "shown": shown})


class DataSize(BaseModel):
    """How much is made; shops of different splits are different shops."""

    model_config = ConfigDict(extra="forbid")

    seed: int = 7
    train_shops: int = 160
    validation_shops: int = 12
    test_shops: int = 20
    per_shop: int = 16


def write_data(size: DataSize, folder: Path, count: CountTokens) -> Path:
    """Write `train.jsonl`, `validation.jsonl`, `test.jsonl` and the data card; return the folder.

    A line holds `shop`, `scene`, `messages` and `reply`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made: dict[str, list[Example]] = {}
    for split, shops in shop_ranges(size).items():
        made[split] = list(build(size.seed, shops, size.per_shop, count))
        with (folder / f"{split}.jsonl").open("w", encoding="utf-8") as out:
            for example in made[split]:
                kept = {name: getattr(example, name) for name in _KEPT}
                out.write(json.dumps(kept, ensure_ascii=False) + "\n")
    write_card(size.model_dump(), _figures(made), folder / "DATA_CARD.md")
    return folder


def shop_ranges(size: DataSize) -> dict[Split, range]:
    """Return the seeds of the shops of each split.

    >>> [list(seeds)[:1] for seeds in shop_ranges(DataSize(train_shops=3)).values()]
    [[0], [3], [15]]
    """
    ends = [0]
    for number in (size.train_shops, size.validation_shops, size.test_shops):
        ends.append(ends[-1] + number)
    return {split: range(ends[at], ends[at + 1]) for at, split in enumerate(SPLITS)}


def _figures(made: dict[str, list[Example]]) -> dict[str, SplitFigures]:
    return {
        split: SplitFigures(
            examples=len(examples),
            shops=len({example.shop for example in examples}),
            scenes=Counter(example.scene for example in examples),
            with_history=sum("EARLIER" in _asked(example) for example in examples),
            reply_words=[len(example.reply.split()) for example in examples],
        )
        for split, examples in made.items()
    }


def _asked(example: Example) -> str:
    return next(each["content"] for each in example.messages[::-1] if each["role"] == "user")
