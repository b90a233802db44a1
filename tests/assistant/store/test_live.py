from decimal import Decimal
from pathlib import Path

import pytest

from assistant.errors import ConflictError, UserError
from assistant.store import ConversationStore
from assistant.store.console import ConsoleStore
from tests.assistant.store.conftest import Clock


def test_a_change_is_seen_by_the_next_reader_and_told_by_the_trail(
    console: ConsoleStore, tmp_path: Path, clock: Clock
) -> None:
    console.live.change({"greeting": " Ahoy! ", "model_writes": False}, by="Ada")
    other = ConsoleStore(tmp_path, clock)
    assert other.live.read().greeting == "Ahoy!"
    assert not other.live.read().model_writes
    other.close()
    assert {(deed.actor, deed.subject, deed.detail) for deed in console.trail.latest()} == {
        ("Ada", "greeting", " → Ahoy!"),
        ("Ada", "model_writes", "True → False"),
    }


def test_what_stays_as_it_was_is_no_change(console: ConsoleStore) -> None:
    console.live.change(console.live.read().model_dump(), by="Ada")
    assert console.trail.latest() == []


def test_a_value_that_makes_no_sense_changes_nothing(console: ConsoleStore) -> None:
    with pytest.raises(UserError, match="tokens_per_day"):
        console.live.change({"greeting": "Hi", "tokens_per_day": -1}, by="Ada")
    assert console.live.read().greeting == ""


def test_cost_is_counted_by_the_million(console: ConsoleStore) -> None:
    live = console.live.change({"prompt_price": "0.5", "reply_price": "2"}, by="Ada")
    assert live.cost(10_000, 1_000) == Decimal("0.007")


def test_nobody_is_asked_for_while_handoff_is_off(
    store: ConversationStore, console: ConsoleStore, conversation_id: str
) -> None:
    console.live.change({"handoff": False, "away_notice": "Back on Monday."}, by="Ada")
    with pytest.raises(ConflictError, match="Back on Monday"):
        store.desk.request(conversation_id)
    assert store.review.counts() == {"assistant": 1}
    console.live.change({"handoff": True}, by="Ada")
    assert store.desk.request(conversation_id) == "waiting"


def test_whoever_waits_already_goes_on_waiting(
    store: ConversationStore, console: ConsoleStore, conversation_id: str
) -> None:
    store.desk.request(conversation_id)
    console.live.change({"handoff": False}, by="Ada")
    assert store.desk.request(conversation_id) == "waiting"
