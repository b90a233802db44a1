"""What was put in a cart is kept with its conversation: once, and no longer than that."""

from pathlib import Path

import pytest

from assistant.cart import MOST_LINES
from assistant.errors import NotFoundError, UserError
from assistant.state import Evidence, Verdict
from assistant.store import ConversationStore
from tests.assistant.store.conftest import begin, make_turn


def putting(**quantities: int) -> Evidence:
    return Evidence(verdict=Verdict.ANSWERED, statement="Done.", cart_changes=quantities)


def test_setting_a_quantity_twice_is_setting_it_once(
    store: ConversationStore, conversation_id: str
) -> None:
    store.carts.change(conversation_id, {"pan": 1, "mug": 2})
    assert store.carts.change(conversation_id, {"mug": 2}) == {"pan": 1, "mug": 2}
    assert store.carts.change(conversation_id, {"pan": 0}) == {"mug": 2}


def test_the_cart_comes_with_the_conversation(
    store: ConversationStore, conversation_id: str
) -> None:
    store.carts.change(conversation_id, {"mug": 2})
    assert begin(store, conversation_id)[1].cart == {"mug": 2}


def test_a_turn_changes_its_own_lines_when_it_is_stored_and_no_others(
    store: ConversationStore, conversation_id: str
) -> None:
    key, conversation = begin(store, conversation_id)
    store.carts.change(conversation_id, {"pan": 3})  # a button, while the reply is made
    turn = make_turn(evidence=putting(mug=2))
    assert begin(store, store.create()[0])[1].cart == {}
    store.turns.save_turn(key, turn, conversation, [])
    assert store.carts.change(conversation_id, {}) == {"pan": 3, "mug": 2}


def test_an_agent_who_takes_over_first_stops_the_change_too(
    store: ConversationStore, conversation_id: str
) -> None:
    key, conversation = begin(store, conversation_id)
    store.desk.claim(conversation_id, "Ada")
    with pytest.raises(Exception, match="agent"):
        store.turns.save_turn(key, make_turn(evidence=putting(mug=2)), conversation, [])
    assert store.carts.change(conversation_id, {}) == {}


def test_the_cart_is_erased_with_its_conversation(
    store: ConversationStore, conversation_id: str, tmp_path: Path
) -> None:
    store.carts.change(conversation_id, {"a-private-wish": 1})
    store.delete(conversation_id)
    assert all(b"a-private-wish" not in file.read_bytes() for file in tmp_path.iterdir())
    with pytest.raises(NotFoundError):
        store.carts.change(conversation_id, {"mug": 1})


def test_a_cart_that_would_grow_without_end_is_refused_and_stays_as_it_was(
    store: ConversationStore, conversation_id: str
) -> None:
    store.carts.change(conversation_id, {f"p{n}": 1 for n in range(MOST_LINES)})
    with pytest.raises(UserError, match="at most"):
        store.carts.change(conversation_id, {"one more": 1})
    assert len(store.carts.change(conversation_id, {})) == MOST_LINES
