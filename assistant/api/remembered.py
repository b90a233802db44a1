"""Conversations behind the OpenAI route, whose clients send the history and nothing else."""

import hashlib
import json
from collections import OrderedDict
from uuid import uuid4

from assistant.api.text import strip_unreadable
from assistant.state import Conversation, Evidence, Intent, Turn, Understanding, Verdict

_MOST = 2000

Exchanges = list[tuple[str, str]]


class Remembered:
    """Finds the state behind a history that this process wrote itself; the oldest are forgotten.

    A history tells what was said but not what was shown: without its state, "the second one"
    means nothing. The key is the whole history, so that nobody reads another's by guessing.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._conversations: OrderedDict[str, Conversation] = OrderedDict()

    def find(self, exchanges: Exchanges) -> Conversation:
        """Return the conversation of this history, rebuilt from its words where it is unknown."""
        return self._conversations.get(_key(exchanges)) or rebuild(exchanges)

    def keep(self, exchanges: Exchanges, conversation: Conversation) -> None:
        """Remember the conversation under the history that the client will send next time."""
        self._conversations[_key(exchanges)] = conversation
        while len(self._conversations) > self._most:
            self._conversations.popitem(last=False)


def rebuild(exchanges: Exchanges) -> Conversation:
    """Make a conversation of words alone.

    >>> [turn.reply for turn in rebuild([("hi", "Hello!")]).turns]
    ['Hello!']
    """
    return Conversation(
        id=uuid4().hex, turns=[_turn(*exchange) for exchange in _cleaned(exchanges)]
    )


def _turn(message: str, reply: str) -> Turn:
    return Turn(
        message=message,
        reply=reply,
        understanding=Understanding(intent=Intent.OUT_OF_SCOPE, confidence=0),
        evidence=Evidence(verdict=Verdict.TALK, statement=reply),
    )


def _key(exchanges: Exchanges) -> str:
    return hashlib.sha256(json.dumps(_cleaned(exchanges)).encode()).hexdigest()


def _cleaned(exchanges: Exchanges) -> Exchanges:
    """The words without what a client may have added or lost at their ends."""
    return [(strip_unreadable(message), strip_unreadable(reply)) for message, reply in exchanges]
