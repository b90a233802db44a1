"""Ends a turn: puts together what is stored, and the conversation as it now stands."""

from datetime import datetime

from assistant.cart import changed
from assistant.events import TurnFinished
from assistant.state import Conversation, Intent, Turn, TurnState, Understanding

_WISHES = frozenset({Intent.PRODUCT_SEARCH, Intent.RECOMMEND, Intent.CATALOG_FACT})
"""Intents whose wish later turns refine; an order question in between leaves it alone."""


def finish(state: TurnState, model: str | None, now: datetime) -> TurnFinished:
    """Return the finished turn and the conversation that it leaves behind.

    Raises:
        ValueError: the turn has no understanding or no evidence yet.
    """
    if state.understanding is None or state.evidence is None:
        raise ValueError("a turn ends after it was understood and its evidence gathered")
    turn = Turn(
        message=state.message,
        reply=state.reply,
        understanding=state.understanding,
        evidence=state.evidence,
        cards=state.cards,
        checks=state.checks,
        timings=state.timings,
        source=state.source,
        model=model,
        prompt_version=state.prompt_version,
        prompt_tokens=state.prompt_tokens,
        reply_tokens=state.reply_tokens,
        created_at=now,
    )
    return TurnFinished(turn=turn, conversation=_after(state.conversation, turn))


def _after(conversation: Conversation, turn: Turn) -> Conversation:
    return conversation.model_copy(
        update={
            "turns": [*conversation.turns, turn],
            "focus": _focus(conversation.focus, turn.understanding),
            "shown": _shown(conversation.shown, turn),
            "cart": changed(conversation.cart, turn.evidence.cart_changes),
            **turn.evidence.updates,
        }
    )


def _shown(before: list[str], turn: Turn) -> list[str]:
    """Return what "the second one" counts over: a question about one of a list leaves the list."""
    shown = [card.id for card in turn.cards]
    asked_about = turn.understanding.intent not in _WISHES and set(shown) <= set(before)
    return before if asked_about else shown


def _focus(before: Understanding | None, now: Understanding) -> Understanding | None:
    return now if now.intent in _WISHES else before
