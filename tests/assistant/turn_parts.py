"""The parts that a turn is put together from, each in a form that a test decides."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import cast

from langchain_core.messages import BaseMessage

from assistant.errors import ModelUnavailableError
from assistant.events import Event, TurnFinished
from assistant.skills.base import ShopInfo, SkillContext
from assistant.state import (
    Conversation,
    Evidence,
    EvidenceProduct,
    Intent,
    Understanding,
    Verdict,
)
from assistant.turn import ShopAssistant
from retrieval.product import Money, Product
from retrieval.search import ShopIndex

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MUG = Product(
    id="mug",
    title="Harbor Mug",
    description="Stoneware with a wide handle.",
    price=Money(amount="18.00", currency="USD"),
    stock=3,
)
MATCH = Evidence(
    verdict=Verdict.MATCHES,
    statement="There is exactly one that fits.",
    fallback="I'd start with **Harbor Mug** at $18.00.",
    products=[EvidenceProduct(ref="P1", product=MUG)],
)


@dataclass
class FakeModel:
    """Writes the given reply, a few letters at a time; fails after it where told to."""

    reply: str = ""
    fails: bool = False
    asked: list[list[BaseMessage]] = field(default_factory=list)
    name: str = "fake"
    led: bool = False

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    async def stream(
        self, messages: list[BaseMessage], *, max_tokens: int, temperature: float
    ) -> AsyncGenerator[str]:
        self.asked.append(messages)
        for start in range(0, len(self.reply), 7):
            yield self.reply[start : start + 7]
        if self.fails:
            raise ModelUnavailableError("down")


@dataclass
class FakeUnderstander:
    """Understands every message as told."""

    understanding: Understanding

    async def understand(self, message: str, conversation: Conversation) -> Understanding:
        return self.understanding


@dataclass
class FakeSkill:
    """Finds the given evidence; breaks where there is none."""

    evidence: Evidence | None
    turns: list[SkillContext] = field(default_factory=list)
    intents: tuple[Intent, ...] = tuple(Intent)

    async def gather(self, turn: SkillContext) -> Evidence:
        self.turns.append(turn)
        if self.evidence is None:
            raise RuntimeError("a bug in a skill")
        return self.evidence


class FakeCatalog:
    """A catalog of products without variants."""

    def options(self, product: Product) -> dict[str, list[str]]:
        return {}


class FakeIndex:
    """An index that only shows cards."""

    catalog = FakeCatalog()


def assistant_with(
    evidence: Evidence | None = MATCH,
    model: FakeModel | None = None,
    intent: Intent = Intent.PRODUCT_SEARCH,
    language: str = "en",
) -> ShopAssistant:
    """Return an assistant whose every turn is understood and answered as told."""
    understood = Understanding(intent=intent, confidence=0.9, query="mug", language=language)
    skill = FakeSkill(evidence)
    return ShopAssistant(
        index=cast(ShopIndex, FakeIndex()),
        understander=FakeUnderstander(understood),
        skills=dict.fromkeys(Intent, skill),
        model=model,
        desk=None,
        shop=ShopInfo("Thimble & Tarn", "Plain."),
        clock=lambda: NOW,
    )


async def events_of(
    assistant: ShopAssistant, message: str, conversation: Conversation | None = None
) -> list[Event]:
    """Return everything that one turn sends."""
    talk = conversation or Conversation(id="c")
    return [event async for event in assistant.respond(talk, message)]


async def finished(
    assistant: ShopAssistant, message: str, conversation: Conversation | None = None
) -> TurnFinished:
    """Return how a turn ended."""
    last = (await events_of(assistant, message, conversation))[-1]
    assert isinstance(last, TurnFinished)
    return last
