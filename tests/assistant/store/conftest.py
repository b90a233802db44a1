"""A store whose clock the test turns."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.state import (
    Check,
    Conversation,
    Evidence,
    Intent,
    Turn,
    Understanding,
    Verdict,
)
from assistant.store import ConversationStore
from assistant.store.console import ConsoleStore
from assistant.store.records import TurnKey


class Clock:
    """Goes on a millisecond with every look, and as far as it is turned."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def turn(self, **by: float) -> None:
        """Let time pass."""
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[ConversationStore]:
    store = ConversationStore(tmp_path, clock)
    yield store
    store.close()


@pytest.fixture
def console(tmp_path: Path, clock: Clock) -> Iterator[ConsoleStore]:
    """The console's part of the same file."""
    console = ConsoleStore(tmp_path, clock)
    yield console
    console.close()


@pytest.fixture
def conversation_id(store: ConversationStore) -> str:
    return store.create()[0]


def make_turn(**more: object) -> Turn:
    """A reply."""
    wish = Understanding(intent=Intent.PRODUCT_SEARCH, confidence=0.9, language="de")
    evidence = Evidence(verdict=Verdict.MATCHES, statement="Here.")
    turn = Turn(message="a mug", reply="Here.", understanding=wish, evidence=evidence)
    return turn.model_copy(update=more)


def bad_check() -> Check:
    """A sentence that verification left out."""
    return Check(sentence="It is free.", outcome="dropped", reason="price")


def begin(
    store: ConversationStore, conversation_id: str, message_id: str = "c1"
) -> tuple[TurnKey, Conversation]:
    """Take a message in and start answering it."""
    key = store.inbox.accept(conversation_id, message_id, "a mug").key
    conversation = store.turns.begin(key)
    assert conversation is not None
    return key, conversation


def answer(
    store: ConversationStore, conversation_id: str, message_id: str = "c1", **more: object
) -> None:
    """Take a message in and answer it."""
    key, conversation = begin(store, conversation_id, message_id)
    turn = make_turn(**more)
    after = conversation.model_copy(update={"turns": [*conversation.turns, turn], "shown": ["m1"]})
    store.turns.save_turn(key, turn, after, ["end"])
