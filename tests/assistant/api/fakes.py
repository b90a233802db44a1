"""An assistant and a shop that need neither index nor model."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field

from assistant.cart import priced_cart
from assistant.events import (
    ActionReady,
    CardsReady,
    CartReady,
    Event,
    TextReady,
    TurnFinished,
    UnderstandingReady,
)
from assistant.state import (
    Action,
    Card,
    Check,
    Conversation,
    Evidence,
    Intent,
    Timings,
    Turn,
    Understanding,
    Verdict,
)
from retrieval.filters import Constraints
from retrieval.product import Money, Product
from retrieval.selection import Sorting

MUG = Product(
    id="m1",
    title="Blue mug",
    category=["Kitchen", "Mugs"],
    price=Money(amount="12.00", currency="EUR"),
    stock=3,
    url="/products/m1",
)
VASE = Product(id="v/1", title="Tall vase", category=["Home"], price=Money(amount="40"), stock=0)

CARD = Card(
    id=MUG.id,
    title=MUG.title,
    price=MUG.price,
    sale_price=None,
    in_stock=True,
    stock=3,
    rating=None,
    rating_count=None,
    brand=None,
    url=MUG.url,
    image=None,
)
ACTION = Action(
    name="cancel_order",
    args={"order_id": "#W1"},
    status="needs_confirmation",
    summary="Cancel order #W1?",
)


@dataclass
class FakeAssistant:
    """Shows a mug and repeats the message; `gate` closed, it stops between the two words.

    `fail` makes it break after the first word; a message "human" hands off, "put" puts another
    mug in the cart.
    """

    gate: threading.Event = field(default_factory=threading.Event)
    spoke: threading.Event = field(default_factory=threading.Event)
    fail: bool = False
    heard: list[tuple[Conversation, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.gate.set()

    async def respond(self, conversation: Conversation, message: str) -> AsyncIterator[Event]:
        """Answer; the last event is `TurnFinished`."""
        self.heard.append((conversation, message))
        intent = Intent.CART if message == "put" else Intent.PRODUCT_SEARCH
        understanding = Understanding(intent=intent, confidence=0.9, query=message)
        yield UnderstandingReady(understanding=understanding)
        yield CardsReady(cards=[CARD])
        changes = {MUG.id: conversation.cart.get(MUG.id, 0) + 1} if message == "put" else {}
        if changes:
            yield CartReady(cart=priced_cart(FakeCatalog(), conversation.cart | changes))
        action = ACTION if message == "cancel" else None
        if action:
            yield ActionReady(action=action)
        yield TextReady(text="You said:")
        self.spoke.set()
        while not self.gate.is_set():
            await asyncio.to_thread(self.gate.wait, 0.2)
        if self.fail:
            raise RuntimeError("a bug")
        yield TextReady(text=f" {message}")
        turn = Turn(
            message=message,
            reply=f"You said: {message}",
            understanding=understanding,
            evidence=Evidence(
                verdict=Verdict.MATCHES,
                statement="Here is a mug.",
                action=action,
                handoff=message == "human",
                cart_changes=changes,
            ),
            cards=[CARD],
            checks=[Check(sentence="It is free.", outcome="dropped", reason="price")],
            timings=Timings(first_card=40, first_sentence=300, total=900),
            source="model",
            model="tiny",
            prompt_tokens=100,
            reply_tokens=20,
        )
        after = conversation.model_copy(
            update={"turns": [*conversation.turns, turn], "shown": [CARD.id]}
        )
        yield TurnFinished(turn=turn, conversation=after)


@dataclass(frozen=True)
class FakeHit:
    """A product that was found."""

    product: Product


@dataclass(frozen=True)
class FakeFound:
    """What was found."""

    hits: list[FakeHit]


@dataclass(frozen=True)
class FakeSelection:
    """Some products."""

    products: list[Product]

    def count(self) -> int:
        """Count them."""
        return len(self.products)

    def categories(self, level: int | None = None) -> dict[str, int]:
        """Return the broadest categories."""
        return {product.category[level or 0]: 1 for product in self.products}

    def page(
        self, sorting: Sorting = Sorting.FEATURED, offset: int = 0, limit: int = 24
    ) -> list[Product]:
        """Return some of them; every order but the feed's is turned round."""
        ordered = self.products if sorting is Sorting.FEATURED else self.products[::-1]
        return ordered[offset : offset + limit]


class FakeCatalog:
    """Two products."""

    products = (MUG, VASE)

    def get_many(self, ids: Iterable[str]) -> list[Product]:
        """Look products up."""
        return [product for key in ids for product in self.products if product.id == key]

    def variants(self, product: Product) -> list[Product]:
        """Every product comes in one form."""
        return [product]

    def select(self, constraints: Constraints = Constraints()) -> FakeSelection:  # noqa: B008
        """Return those that fit."""
        return FakeSelection(
            [one for one in self.products if one.in_stock or not constraints.in_stock]
        )


class FakeShop:
    """An index of two products."""

    catalog = FakeCatalog()

    def search(
        self,
        query: str,
        constraints: Constraints = Constraints(),  # noqa: B008
        *,
        limit: int = 10,
    ) -> FakeFound:
        """Find by a word of the title."""
        fitting = self.catalog.select(constraints).products
        found = [FakeHit(one) for one in fitting if query.lower() in one.title.lower()]
        return FakeFound(found[:limit])
