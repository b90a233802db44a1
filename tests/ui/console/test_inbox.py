from datetime import UTC, datetime, timedelta

from assistant.store import ConversationStore, Filter
from tests.assistant.store.conftest import answer, bad_check
from ui.console.inbox import ago, inbox_html, state_choices, wanted

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)


def test_each_conversation_is_a_button_with_what_an_agent_looks_for(
    store: ConversationStore,
) -> None:
    conversation_id, _ = store.create()
    answer(store, conversation_id, checks=[bad_check()])
    store.review.rate(conversation_id, "c1", "down")
    html = inbox_html(store.review.page(), conversation_id, 0, datetime.now(UTC))

    assert f'data-id="{conversation_id}" aria-current="true"' in html
    for told in ("a mug", "product search", "1 failed", "thumb down", "de", "now"):
        assert told in html


def test_what_a_shopper_wrote_is_never_markup(store: ConversationStore) -> None:
    conversation_id, _ = store.create()
    store.inbox.accept(conversation_id, "c1", "<img src=x onerror=alert(1)>")

    html = inbox_html(store.review.page(), None, 0, NOW)
    assert "<img" not in html
    assert "&lt;img" in html


def test_the_filters_narrow_the_list() -> None:
    assert wanted("waiting", " x ", "human", "de", "down", failed=True) == Filter(
        owners=("waiting",),
        text=" x ",
        intent="human",
        language="de",
        rating="down",
        failed_checks=True,
    )
    assert wanted("all", "", "", "", "", failed=False) == Filter()


def test_the_states_tell_how_many_conversations_they_hold() -> None:
    choices = state_choices({"waiting": 2, "agent": 1, "assistant": 4})
    assert [label for label, _ in choices] == [
        "Queue 3",
        "Waiting 2",
        "With agent 1",
        "With assistant 4",
        "Closed 0",
        "All 7",
    ]


def test_ages_are_told_roundly() -> None:
    ages = [timedelta(seconds=59), timedelta(minutes=59), timedelta(hours=23), timedelta(days=3)]
    assert [ago(NOW - age, NOW) for age in ages] == ["now", "59 min", "23 h", "3 d"]
