import pytest

from assistant.errors import NotFoundError
from assistant.state import Intent, Understanding
from assistant.store import ConversationStore, Filter
from tests.assistant.store.conftest import Clock, answer, bad_check


def test_conversations_are_listed_last_used_first_and_in_pages(store: ConversationStore) -> None:
    ids = [store.create()[0] for _ in range(5)]
    answer(store, ids[0])

    assert [one.id for one in store.review.page(limit=2)] == [ids[0], ids[4]]
    assert [one.id for one in store.review.page(limit=2, offset=4)] == [ids[1]]


def test_the_list_can_be_narrowed(store: ConversationStore) -> None:
    quiet, wrong, waiting = (store.create()[0] for _ in range(3))
    answer(store, wrong, checks=[bad_check()])
    policy = Understanding(intent=Intent.POLICY_QUESTION, confidence=1, language="fr")
    answer(store, waiting, understanding=policy)
    store.desk.request(waiting)

    assert store.review.languages() == ["de", "en", "fr"]

    def listed(wanted: Filter) -> set[str]:
        return {one.id for one in store.review.page(wanted)}

    assert listed(Filter()) == {quiet, wrong, waiting}
    assert listed(Filter(owners=("waiting",))) == {waiting}
    assert listed(Filter(intent="policy_question")) == {waiting}
    assert listed(Filter(language="fr")) == {waiting}
    assert listed(Filter(failed_checks=True)) == {wrong}
    store.review.rate(wrong, "c1", "down")
    assert listed(Filter(rating="down")) == {wrong}
    assert listed(Filter(rating="up")) == set()
    assert listed(Filter(language="de", owners=("waiting",))) == set()


def test_conversations_are_found_by_what_was_said_in_them(store: ConversationStore) -> None:
    asked, replied, noted = (store.create()[0] for _ in range(3))
    store.inbox.accept(asked, "c1", "50% off a Kettle?")
    answer(store, replied, reply="The kettle is $20.")
    store.desk.remark(noted, "Ada", "wants a KETTLE")

    def found(text: str) -> set[str]:
        return {one.id for one in store.review.page(Filter(text=text))}

    assert found(" kettle ") == {asked, replied, noted}
    assert found("50%") == {asked}
    assert found("5_%") == set()
    assert found(noted) == {noted}


def test_who_waits_longest_is_listed_first_and_served_first(
    store: ConversationStore, clock: Clock
) -> None:
    ids = [store.create()[0] for _ in range(3)]
    for waiting in (ids[1], ids[0]):
        store.desk.request(waiting)
        clock.turn(minutes=5)
    store.inbox.accept(ids[1], "c1", "anyone?")

    assert [one.id for one in store.review.page()] == [ids[1], ids[0], ids[2]]
    assert store.review.counts() == {"waiting": 2, "assistant": 1}
    assert [store.desk.claim_next("Ada") for _ in range(3)] == [ids[1], ids[0], None]
    assert store.review.counts() == {"agent": 2, "assistant": 1}


def test_a_message_awaits_the_agent_until_the_agent_has_written(
    store: ConversationStore, conversation_id: str
) -> None:
    def awaits() -> bool:
        return store.review.page()[0].awaits_agent

    store.desk.claim(conversation_id, "Ada")
    assert not awaits()
    key = store.inbox.accept(conversation_id, "c1", "hello?").key
    store.turns.close(key, "unanswered", [])
    assert awaits()
    store.desk.say(conversation_id, "Ada", "hello!")
    assert not awaits()


def test_a_line_of_the_list_sums_the_conversation_up(
    store: ConversationStore, conversation_id: str
) -> None:
    answer(store, conversation_id, "c1", checks=[bad_check(), bad_check()])
    answer(store, conversation_id, "c2")

    (line,) = store.review.page()
    assert (line.turns, line.failed_checks, line.language) == (2, 2, "de")
    assert line.intents == ["product_search"]
    assert line.last_message == "a mug"


def test_a_verdict_on_a_message_that_was_never_sent_is_refused(
    store: ConversationStore, conversation_id: str
) -> None:
    with pytest.raises(NotFoundError, match="no such message"):
        store.review.rate(conversation_id, "c9", "up")


def test_the_transcript_keeps_evidence_and_checks_for_the_console(
    store: ConversationStore, conversation_id: str
) -> None:
    answer(store, conversation_id, checks=[bad_check()])

    stored = store.review.transcript(conversation_id).turns[0]
    assert stored.turn is not None
    assert stored.turn.checks == [bad_check()]
    assert stored.turn.evidence.statement == "Here."
