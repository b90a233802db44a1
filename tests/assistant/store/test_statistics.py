from datetime import date

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

    period = store.review.statistics(since)
    assert (period.conversations, period.handed_off, period.containment) == (2, 1, 0.5)
    assert period.volume == {date(2026, 1, 3): 3}
    assert period.intents == {"policy_question": 2, "product_search": 1}
    assert period.unanswered == {"pick-up in oslo": 2}
    assert period.not_carried == {"a mug": 1}
    assert period.rejections == {"price": 1}
    assert period.ratings == {"up": 1}
    assert (period.first_card, period.first_sentence, period.total) == ([40], [], [900])
    assert period.tokens == 15


def test_a_period_without_conversations_has_no_containment(
    store: ConversationStore, clock: Clock
) -> None:
    assert store.review.statistics(clock()).containment is None
