"""An assistant that says what it is told to, for tests of the runner."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from assistant.events import Assistant, Event, TextReady, TurnFinished
from assistant.state import (
    Card,
    Conversation,
    Evidence,
    Intent,
    Turn,
    Understanding,
    Verdict,
)
from eval.dialogues.transport import InProcess


class ScriptedAssistant:
    """Gives the replies in their order; an exception among them is raised."""

    def __init__(self, replies: Sequence[str | Exception], cards: Sequence[str] = ()) -> None:
        self._replies = list(replies)
        self._cards = cards
        self.seen: list[Conversation] = []

    async def respond(self, conversation: Conversation, message: str) -> AsyncIterator[Event]:
        """Answer with the next reply."""
        self.seen.append(conversation)
        reply = self._replies[len(conversation.turns) % len(self._replies)]
        if isinstance(reply, Exception):
            raise reply
        yield TextReady(text=reply)
        turn = Turn(
            message=message,
            reply=reply,
            understanding=Understanding(intent=Intent.GREETING, confidence=1),
            evidence=Evidence(verdict=Verdict.TALK, statement=reply),
            cards=[card(product_id) for product_id in self._cards],
        )
        turns = [*conversation.turns, turn]
        yield TurnFinished(turn=turn, conversation=conversation.model_copy(update={"turns": turns}))


def card(product_id: str) -> Card:
    """Return a card with nothing but an id."""
    return Card(
        id=product_id, title="", price=None, sale_price=None, in_stock=True, stock=None,
        rating=None, rating_count=None, brand=None, url=None, image=None,
    )  # fmt: skip


def transport_to(*assistants: Assistant) -> InProcess:
    """Return a transport that gives each dialogue the next of the assistants, again and again."""
    opened = 0

    @asynccontextmanager
    async def open_next() -> AsyncIterator[Assistant]:
        nonlocal opened
        opened += 1
        yield assistants[(opened - 1) % len(assistants)]

    return InProcess(open_next)
