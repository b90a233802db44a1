from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.errors import ConflictError, NotFoundError
from assistant.store import ConversationStore, NotTheOwnerError
from assistant.store.records import FAILED
from tests.assistant.store.conftest import Clock, answer, begin, make_turn


def test_a_stored_turn_is_part_of_the_conversation_of_the_next(
    store: ConversationStore, conversation_id: str
) -> None:
    answer(store, conversation_id)
    _, conversation = begin(store, conversation_id, "c2")

    assert [turn.reply for turn in conversation.turns] == ["Here."]
    assert conversation.turns[0].client_message_id == "c1"
    assert conversation.turns[0].created_at is not None
    assert conversation.shown == ["m1"]


def test_a_message_waits_until_the_one_before_it_is_answered(
    store: ConversationStore, conversation_id: str
) -> None:
    first, conversation = begin(store, conversation_id, "c1")
    second = store.inbox.accept(conversation_id, "c2", "a vase").key
    assert store.turns.begin(second) is None

    store.turns.save_turn(first, make_turn(), conversation, [])
    assert store.turns.begin(second) is not None


def test_of_many_threads_and_two_stores_one_runs_the_turn(
    store: ConversationStore, conversation_id: str, tmp_path: Path, clock: Clock
) -> None:
    stores = [store, ConversationStore(tmp_path, clock)]
    with ThreadPoolExecutor(8) as pool:
        accepted = pool.map(
            lambda n: stores[n % 2].inbox.accept(conversation_id, "c1", "a mug"), range(40)
        )
        assert sum(one.fresh for one in accepted) == 1
    stores[1].close()


def test_a_turn_whose_process_died_is_run_again_by_a_retry_and_only_once(
    store: ConversationStore, conversation_id: str, clock: Clock
) -> None:
    dead, conversation = begin(store, conversation_id)
    store.turns.append(dead, ["half"])
    assert not store.inbox.accept(conversation_id, "c1", "a mug").fresh

    clock.turn(minutes=5)
    assert store.turns.progress(dead.turn_id, 1, 0).abandoned
    again = store.inbox.accept(conversation_id, "c1", "a mug")
    assert again.fresh
    assert not store.inbox.accept(conversation_id, "c1", "a mug").fresh

    with pytest.raises(ConflictError):
        store.turns.append(dead, ["more"])
    with pytest.raises(ConflictError):
        store.turns.save_turn(dead, make_turn(), conversation, [])
    assert store.turns.progress(dead.turn_id, 1, 1).events == []


def test_a_dead_turn_does_not_hold_up_the_next_message(
    store: ConversationStore, conversation_id: str, clock: Clock
) -> None:
    begin(store, conversation_id, "c1")
    clock.turn(minutes=5)

    begin(store, conversation_id, "c2")


def test_a_failed_turn_is_run_again_by_a_retry(
    store: ConversationStore, conversation_id: str
) -> None:
    key, _ = begin(store, conversation_id)
    store.turns.close(key, FAILED, ["error"])
    assert store.turns.progress(key.turn_id, 1, 0).over

    assert store.inbox.accept(conversation_id, "c1", "a mug").fresh


def test_events_are_read_from_where_the_reader_stands(
    store: ConversationStore, conversation_id: str
) -> None:
    key, _ = begin(store, conversation_id)
    store.turns.append(key, ["a", "b"])
    store.turns.append(key, ["c"])

    assert store.turns.progress(key.turn_id, 1, 1).events == [(2, "b"), (3, "c")]
    assert store.turns.progress(key.turn_id, 0, 2).events[0] == (1, "a")
    assert not store.turns.progress(key.turn_id, 1, 3).over


def test_after_a_claim_every_step_of_a_turn_is_refused_and_leaves_nothing(
    store: ConversationStore, conversation_id: str
) -> None:
    key, conversation = begin(store, conversation_id)
    store.desk.claim(conversation_id, "Ada")
    steps: list[Callable[[], object]] = [
        lambda: store.turns.begin(key),
        lambda: store.turns.append(key, ["text"]),
        lambda: store.turns.save_turn(key, make_turn(), conversation, ["end"]),
    ]
    for step in steps:
        with pytest.raises(NotTheOwnerError, match="agent"):
            step()

    assert store.turns.progress(key.turn_id, 1, 0).events == []
    assert store.review.transcript(conversation_id).turns[0].turn is None


def test_in_races_of_threads_a_claim_and_a_reply_have_a_clear_order(
    store: ConversationStore, tmp_path: Path, clock: Clock
) -> None:
    other = ConversationStore(tmp_path, clock)

    def claim(conversation_id: str) -> bool:
        other.desk.claim(conversation_id, "Ada")
        return any(turn.turn for turn in other.review.transcript(conversation_id).turns)

    with ThreadPoolExecutor(2) as pool:
        for _ in range(60):
            conversation_id, _ = store.create()
            key, conversation = begin(store, conversation_id)
            saving = pool.submit(store.turns.save_turn, key, make_turn(), conversation, [])
            stored_at_claim = pool.submit(claim, conversation_id).result()
            refused = isinstance(saving.exception(), NotTheOwnerError)

            stored = store.review.transcript(conversation_id).turns[0].turn is not None
            assert stored == stored_at_claim
            assert stored != refused
    other.close()


def test_a_turn_of_an_erased_conversation_ends_quietly(
    store: ConversationStore, conversation_id: str
) -> None:
    key, _ = begin(store, conversation_id)
    store.delete(conversation_id)

    with pytest.raises(NotTheOwnerError):
        store.turns.append(key, ["text"])
    with pytest.raises(NotFoundError):
        store.turns.progress(key.turn_id, 1, 0)
    store.turns.close(key, FAILED, ["error"])
