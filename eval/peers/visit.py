"""A conversation with a peer: what it found and did, and its reply as the runner observes it."""

import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from assistant.orders.desk import OrderDesk
from assistant.state import Action, Intent, Shopper, Timings, Understanding
from eval.dialogues.format import Script, ScriptTurn
from eval.dialogues.observed import Observed
from eval.dialogues.stage import Stage
from eval.dialogues.transport import Session
from eval.text import fold
from retrieval.product import Product

_SENTENCE_END = re.compile(r"[.!?。！？](?:\s|$)|\n")
_HISTORY = 6
"""Messages that a peer is given of what was said before: three exchanges."""


@dataclass
class Visit:
    """One conversation, as a peer may read it; what a peer finds and does, it notes here."""

    shopper: Shopper
    desk: OrderDesk | None
    history: list[BaseMessage] = field(default_factory=list)
    found: dict[str, Product] = field(default_factory=dict)
    done: list[Action] = field(default_factory=list)
    handoff: bool = False
    tokens: int = 0


class Peer(Protocol):
    """Something that answers shoppers."""

    def answer(self, visit: Visit, message: str) -> AsyncIterator[str]:
        """Yield the pieces of the reply as they come, and note in the visit what was done."""
        ...


@dataclass(frozen=True)
class PeerTransport:
    """The runner's way to a peer: every dialogue has its own visit and its own orders."""

    peer: Peer
    stage: Stage

    @asynccontextmanager
    async def open(self, script: Script) -> AsyncIterator[Session]:
        """Begin the conversation of one dialogue."""
        shopper = Shopper(**script.shopper.model_dump())
        async with self.stage.orders.given_to(self.stage.assistant) as (assistant, _):
            yield _PeerSession(self.peer, Visit(shopper, assistant.desk))


@dataclass
class _PeerSession:
    peer: Peer
    visit: Visit
    messages: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)

    async def say(self, turn: ScriptTurn) -> Observed:
        visit, before = self.visit, len(self.visit.done)
        visit.tokens, visit.handoff = 0, False
        self.messages.append(turn.shopper)
        reply, timings = await _timed(self.peer.answer(visit, turn.shopper))
        visit.history = [*visit.history, HumanMessage(turn.shopper), AIMessage(reply)][-_HISTORY:]
        cards = named_in(reply, visit.found)
        shown_before = list(self.shown)
        self.shown += cards
        return Observed(
            reply=reply,
            cards=cards,
            understanding=Understanding(intent=Intent.OUT_OF_SCOPE, confidence=0),
            action=visit.done[-1] if len(visit.done) > before else None,
            handoff=visit.handoff,
            timings=timings,
            source="model",
            tokens=visit.tokens,
            shopper=visit.shopper,
            messages=list(self.messages),
            shown_before=shown_before,
            done=[action.name for action in visit.done],
            page=turn.page,
        )


def named_in(reply: str, found: dict[str, Product]) -> list[str]:
    """Return the ids of the products found whose title stands in a reply: what it shows.

    >>> named_in("Try the fern mug!", {"m1": Product(id="m1", title="Fern Mug")})
    ['m1']
    """
    said = fold(reply)
    return [product_id for product_id, product in found.items() if fold(product.title) in said]


async def _timed(pieces: AsyncIterator[str]) -> tuple[str, Timings]:
    began = time.perf_counter()
    reply, first = "", None
    async for piece in pieces:
        reply += piece
        if first is None and _SENTENCE_END.search(reply.lstrip()):
            first = (time.perf_counter() - began) * 1000
    total = (time.perf_counter() - began) * 1000
    return reply.strip(), Timings(first_sentence=first or total, total=total)
