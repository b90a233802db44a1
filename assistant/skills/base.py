"""What a skill is: it gathers the evidence for the intents that it serves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assistant.orders.desk import OrderDesk
from assistant.state import Conversation, Evidence, Intent, Understanding
from assistant.wording import load_wording
from retrieval.money import format_money
from retrieval.product import Money, Product
from retrieval.search import ShopIndex

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class ShopInfo:
    """What the assistant calls the shop, how it speaks, and where else it can be reached."""

    name: str
    voice: str = ""
    contact: str = ""


@dataclass(frozen=True)
class SkillContext:
    """Everything that a skill may look at; it changes none of it.

    `desk` is None where the shop has imported no orders.
    """

    conversation: Conversation
    message: str
    understanding: Understanding
    index: ShopIndex
    shop: ShopInfo
    desk: OrderDesk | None
    clock: Clock

    def say(self, key: str, **values: object) -> str:
        """Return a template sentence in the shopper's language, varied from turn to turn."""
        wording = load_wording(self.understanding.language)
        return wording.say(key, variety=len(self.conversation.turns), **values)

    def money(self, amount: Money) -> str:
        """Return an amount as the shopper's language writes it."""
        return format_money(amount, self.understanding.language)

    def referred(self) -> list[Product]:
        """Return the products that the message refers to, or else the one whose page is open."""
        page = self.conversation.page_product
        ids = self.understanding.products or ([page] if page else [])
        return self.index.catalog.get_many(ids)


class Skill(Protocol):
    """One way of helping: a file in this package with a class that the registry finds.

    A new skill touches no other file: give it `intents`, and `gather` the evidence.
    """

    intents: tuple[Intent, ...]

    async def gather(self, turn: SkillContext) -> Evidence:
        """Collect what the reply may say; what the shopper's records do not hold, it may not."""
        ...
