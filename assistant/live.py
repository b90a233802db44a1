"""The assistant under the settings that the console changes: they count from the next message."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace

from assistant.events import Event
from assistant.skills.base import Skill, SkillContext
from assistant.state import Conversation, Evidence, Intent, Verdict
from assistant.store.live import LiveSettings
from assistant.turn import ShopAssistant


@dataclass(frozen=True)
class Orders:
    """What the live settings order of the assistant for one message."""

    greeting: str
    away_notice: str
    model_writes: bool

    @classmethod
    def of(cls, live: LiveSettings, tokens_today: int) -> "Orders":
        """Read them off the settings and what was spent today.

        >>> Orders.of(LiveSettings(tokens_per_day=1000), 1000).model_writes
        False
        """
        spent = 0 < live.tokens_per_day <= tokens_today
        notice = "" if live.handoff else live.away_notice
        return cls(live.greeting, notice, live.model_writes and not spent)


@dataclass
class Says:
    """A skill that says one sentence, as it was written at the console."""

    intents: tuple[Intent, ...]
    sentence: str

    async def gather(self, _turn: SkillContext) -> Evidence:
        """Return the sentence."""
        return Evidence(verdict=Verdict.TALK, statement=self.sentence, verbatim=True)


class LiveAssistant:
    """Answers as the settings now order; see `assistant.events.Assistant`."""

    def __init__(
        self,
        assistant: ShopAssistant,
        settings: Callable[[], LiveSettings],
        tokens_today: Callable[[], int],
    ) -> None:
        """Take the assistant as it was built, and where settings and spending are read."""
        self._built = assistant
        self._settings = settings
        self._tokens_today = tokens_today
        # Kept while the orders stay as they are: an assistant compiles its graph once.
        self._current = (Orders.of(LiveSettings(), 0), assistant)

    async def respond(self, conversation: Conversation, message: str) -> AsyncIterator[Event]:
        """Answer one message."""
        orders = await asyncio.to_thread(self._orders)
        if orders != self._current[0]:
            self._current = (orders, ordered(self._built, orders))
        async for event in self._current[1].respond(conversation, message):
            yield event

    def _orders(self) -> Orders:
        live = self._settings()
        return Orders.of(live, self._tokens_today() if live.tokens_per_day else 0)


def ordered(assistant: ShopAssistant, orders: Orders) -> ShopAssistant:
    """Return the assistant as the orders want it."""
    said: list[Skill] = []
    if orders.greeting:
        said.append(Says((Intent.GREETING,), orders.greeting))
    if orders.away_notice:
        said.append(Says((Intent.HUMAN, Intent.COMPLAINT), orders.away_notice))
    skills = {intent: skill for skill in said for intent in skill.intents}
    return replace(
        assistant,
        model=assistant.model if orders.model_writes else None,
        skills=assistant.skills | skills,
        hands_over=not orders.away_notice,
    )
