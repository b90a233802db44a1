"""What a turn sends while it runs, in order: understanding, cards, action, words, the end."""

from collections.abc import AsyncIterator
from typing import Literal, Protocol

from pydantic import BaseModel

from assistant.cart import Cart
from assistant.state import Action, Card, ComparisonTable, Conversation, Turn, Understanding


class UnderstandingReady(BaseModel):
    """The message was understood; sent before anything is looked up."""

    type: Literal["understanding"] = "understanding"
    understanding: Understanding


class CardsReady(BaseModel):
    """The products to show, before the model has written a token."""

    type: Literal["cards"] = "cards"
    cards: list[Card]
    table: ComparisonTable | None = None


class CartReady(BaseModel):
    """The cart as this turn leaves it; it stands in the store once the turn is finished."""

    type: Literal["cart"] = "cart"
    cart: Cart


class ActionReady(BaseModel):
    """A change that waits for the shopper's yes, was done, or was refused."""

    type: Literal["action"] = "action"
    action: Action


class TextReady(BaseModel):
    """A verified piece of the reply, spaces included: joining all pieces gives the reply."""

    type: Literal["text"] = "text"
    text: str


class TurnFinished(BaseModel):
    """The whole turn, as it will be stored, and the conversation as it now stands."""

    type: Literal["finished"] = "finished"
    turn: Turn
    conversation: Conversation


Event = UnderstandingReady | CardsReady | CartReady | ActionReady | TextReady | TurnFinished


class Assistant(Protocol):
    """The one seam between the conversation and everything that shows it."""

    def respond(self, conversation: Conversation, message: str) -> AsyncIterator[Event]:
        """Answer one message; the last event is `TurnFinished`. Never raises for a bad message.

        The conversation passed in is not changed: the finished event carries the new one.
        """
        ...
