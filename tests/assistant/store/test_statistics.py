from datetime import UTC, date, datetime

from assistant.state import Evidence, Intent, Timings, Understanding, Verdict
from assistant.store import ConversationStore
from tests.assistant.store.conftest import Clock, answer, bad_check


def test_a_period_is_counted_from_its_turns_alone(store: ConversationStore, clock: Clock) -> None:
    before = store.create()[0]
    answer(store, before)
    clock.turn(days=2)
    since = clock()
    quiet, asking = (store.create()[0] for _ in range(2))
    covered = Understanding(intent=Intent.POLICY_QUESTION, confidence=1, query="Pick-up in Oslo?")
    for message_id in ("c1", "c2"):
        answer(
            store,
            asking,
            message_id,
            understanding=covered,
            evidence=Evidence(verdict=Verdict.NOT_COVERED, statement="I do not know."),
        )
    answer(
        store,
        quiet,
        checks=[bad_check(), bad_check().model_copy(update={"outcome": "sent", "reason": ""})],
        evidence=Evidence(verdict=Verdict.NOTHING, statement="None."),
        timings=Timings(first_card=40, total=900),
        prompt_tokens=10,
        reply_tokens=5,
    )
    store.review.rate(quiet, "c1", "up")
    store.desk.request(asking)
    store.desk.claim(asking, "Ada")

    clock.turn(minutes=5)
    store.desk.hand_back(asking, "Ada")

    period = store.review.statistics(since)
    assert (len(period.conversations), period.handed_off, period.containment) == (2, 1, 0.5)
    assert [each.resolution and round(each.resolution) for each in period.conversations] == [
        None,
        300,
    ]
    assert [turn.at.date() for turn in period.turns] == [date(2026, 1, 3)] * 3
    assert period.intents == {"policy_question": 2, "product_search": 1}
    assert period.unanswered == {"pick-up in oslo": 2}
    assert period.not_carried == {"a mug": 1}
    assert period.rejections == {"price": 1}
    assert period.ratings == [(date(2026, 1, 3), "up")]
    last = period.turns[-1]
    assert (last.first_card, last.first_sentence, last.total) == (40, None, 900)
    assert (period.prompt_tokens, period.reply_tokens) == (10, 5)
    assert store.review.tokens_since(since) == 15
    assert store.review.tokens_since(clock()) == 0


def test_a_period_without_conversations_has_no_containment(
    store: ConversationStore, clock: Clock
) -> None:
    assert store.review.statistics(clock()).containment is None


def test_a_conversation_that_an_agent_still_has_is_not_resolved(store: ConversationStore) -> None:
    conversation_id, _ = store.create()
    store.desk.claim(conversation_id, "Ada")
    (figures,) = store.review.statistics(datetime.min.replace(tzinfo=UTC)).conversations
    assert (figures.human, figures.resolution) == (True, None)
