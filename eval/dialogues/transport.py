"""How a dialogue reaches the assistant: in this process, or any other way with the same seam."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol
from uuid import uuid4

from assistant.events import Assistant, TurnFinished
from assistant.state import Conversation, Shopper
from eval.dialogues.format import Script, ScriptTurn
from eval.dialogues.observed import Observed

AssistantFactory = Callable[[], AbstractAsyncContextManager[Assistant]]


class Session(Protocol):
    """One conversation with the assistant."""

    async def say(self, turn: ScriptTurn) -> Observed:
        """Send the shopper's message and wait for the whole reply."""
        ...


class Transport(Protocol):
    """A way to the assistant: opens a conversation that sees the imported state, fresh."""

    def open(self, script: Script) -> AbstractAsyncContextManager[Session]:
        """Begin the conversation of one dialogue; it is over when the context ends."""
        ...


class InProcess:
    """Talks to an assistant in this process, a new one (with its own orders) for each dialogue."""

    def __init__(self, assistant: AssistantFactory) -> None:
        self._assistant = assistant

    @asynccontextmanager
    async def open(self, script: Script) -> AsyncIterator[Session]:
        """Begin the conversation of one dialogue, signed in as its shopper."""
        shopper = Shopper(**script.shopper.model_dump())
        conversation = Conversation(id=uuid4().hex, shopper=shopper)
        async with self._assistant() as assistant:
            yield _InProcessSession(assistant, conversation)


class _InProcessSession:
    def __init__(self, assistant: Assistant, conversation: Conversation) -> None:
        self._assistant = assistant
        self._conversation = conversation

    async def say(self, turn: ScriptTurn) -> Observed:
        before = self._conversation
        if turn.page is not None:
            before = before.model_copy(update={"page_product": turn.page})
        last = None
        async for event in self._assistant.respond(before, turn.shopper):
            last = event
        if not isinstance(last, TurnFinished):
            raise TypeError(f"the turn ended with {last!r} instead of its finished event")
        self._conversation = last.conversation
        return _observed(last, before, turn.shopper)


def _observed(finished: TurnFinished, before: Conversation, message: str) -> Observed:
    turn = finished.turn
    return Observed(
        reply=turn.reply,
        cards=[card.id for card in turn.cards],
        fitting=[card.id for card in turn.cards if card.fits],
        understanding=turn.understanding,
        action=turn.evidence.action,
        handoff=turn.evidence.handoff,
        timings=turn.timings,
        source=turn.source,
        tokens=turn.prompt_tokens + turn.reply_tokens,
        shopper=finished.conversation.shopper,
        messages=[*(earlier.message for earlier in before.turns), message],
        done=[
            action.name
            for earlier in finished.conversation.turns
            if (action := earlier.evidence.action) and action.status == "done"
        ],
        shown_before=[
            *(card.id for earlier in before.turns for card in earlier.cards),
            # The cart is on the screen too, with what was in it before this turn.
            *before.cart,
            *finished.conversation.cart,
        ],
        page=finished.conversation.page_product,
        cart=finished.conversation.cart,
    )
