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
from retrieval.search import Hit, ShopIndex
from retrieval.text import contains, key

Clock = Callable[[], datetime]
_MOST_NAMED = 8
"""Products among which those are looked for that a message names."""


@dataclass(frozen=True)
class ShopInfo:
    """What the assistant calls the shop, how it speaks, and where else it can be reached."""

    name: str
    voice: str = ""
    contact: str = ""
    checkout: str = ""
    """Link to the shop's checkout; `{lines}` in it stands for the cart (see docs/widget.md)."""


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

    def say(self, name: str, **values: object) -> str:
        """Return a template sentence in the shopper's language, varied from turn to turn."""
        wording = load_wording(self.understanding.language)
        return wording.say(name, variety=len(self.conversation.turns), **values)

    def money(self, amount: Money) -> str:
        """Return an amount as the shopper's language writes it."""
        return format_money(amount, self.understanding.language)

    def referred(self) -> list[Product]:
        """Return the products that the message means: by reference, by name, or by the open page.

        A name counts where the whole title stands in the message; names come in their order.
        """
        if self.understanding.products:
            return self.index.catalog.get_many(self.understanding.products)
        page = self.conversation.page_product
        return self._named() or self.index.catalog.get_many([page] if page else [])

    def _named(self) -> list[Product]:
        said = key(self.message)
        found = {hit.product.title: hit.product for hit in self._nearest()}
        titles = [title for title in found if contains(said, key(title))]
        return [found[title] for title in sorted(titles, key=lambda title: said.index(key(title)))]

    def _nearest(self) -> list[Hit]:
        return self.index.search(self.message, limit=_MOST_NAMED).hits


class Skill(Protocol):
    """One way of helping: a file in this package with a class that the registry finds.

    A new skill touches no other file: give it `intents`, and `gather` the evidence.
    """

    intents: tuple[Intent, ...]

    async def gather(self, turn: SkillContext) -> Evidence:
        """Collect what the reply may say; what the shopper's records do not hold, it may not."""
        ...
