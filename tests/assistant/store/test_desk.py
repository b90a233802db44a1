from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.errors import ConflictError, UserError
from assistant.store import ConversationStore


def test_of_two_agents_who_claim_at_once_one_gets_the_conversation(
    store: ConversationStore, tmp_path: Path
) -> None:
    other = ConversationStore(tmp_path)

    def claims(desk_of: ConversationStore, conversation_id: str, agent: str) -> bool:
        try:
            desk_of.desk.claim(conversation_id, agent)
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        for _ in range(50):
            conversation_id, _ = store.create()
            ada = pool.submit(claims, store, conversation_id, "Ada")
            bob = pool.submit(claims, other, conversation_id, "Bob")
            assert ada.result() != bob.result()
            winner = "Ada" if ada.result() else "Bob"
            assert store.review.transcript(conversation_id).agent == winner
    other.close()


def test_only_the_agent_who_has_a_conversation_speaks_hands_back_or_closes(
    store: ConversationStore, conversation_id: str
) -> None:
    with pytest.raises(ConflictError, match="claim it first"):
        store.desk.say(conversation_id, "Ada", "hello")
    store.desk.claim(conversation_id, "Ada")
    for step in (store.desk.hand_back, store.desk.close, store.desk.claim):
        with pytest.raises(ConflictError, match="agent Ada"):
            step(conversation_id, "Bob")

    assert store.desk.say(conversation_id, "Ada", "hello").text == "hello"
    store.desk.hand_back(conversation_id, "Ada")
    assert store.review.transcript(conversation_id).owner == "assistant"
    assert store.review.transcript(conversation_id).agent is None


def test_asking_for_a_human_twice_changes_nothing(
    store: ConversationStore, conversation_id: str
) -> None:
    assert store.desk.request(conversation_id, "a refund") == "waiting"
    assert store.desk.request(conversation_id) == "waiting"
    store.desk.claim(conversation_id, "Ada")
    assert store.desk.request(conversation_id) == "agent"


def test_an_agent_cannot_say_nothing(store: ConversationStore, conversation_id: str) -> None:
    store.desk.claim(conversation_id, "Ada")
    with pytest.raises(UserError, match="write something"):
        store.desk.say(conversation_id, "Ada", "  ")


def test_the_audit_trail_tells_who_owned_the_conversation_and_when(
    store: ConversationStore, conversation_id: str
) -> None:
    store.desk.request(conversation_id, "a refund")
    store.desk.claim(conversation_id, "Ada")
    store.desk.remark(conversation_id, "Ada", "angry")
    store.desk.say(conversation_id, "Ada", "sorry")
    store.desk.close(conversation_id, "Ada")

    entries = store.review.transcript(conversation_id).entries
    assert [(one.kind, one.actor, one.text) for one in entries] == [
        ("created", "shopper", ""),
        ("owner", "shopper", "waiting"),
        ("note", "assistant", "Why: The shopper asked for a person.\nShopper: not verified"),
        ("handoff_reason", "shopper", "a refund"),
        ("owner", "Ada", "agent"),
        ("note", "Ada", "angry"),
        ("agent_message", "Ada", "sorry"),
        ("owner", "Ada", "closed"),
    ]
    assert [one.at for one in entries] == sorted(one.at for one in entries)
