"""The handlers of the page's events, on a real store, without a browser."""

import gradio as gr
import pytest

from assistant.store import ConversationStore
from tests.assistant.store.conftest import answer
from ui.console.desk import ConsoleDesk
from ui.console.page import Console
from ui.console.services import Services
from ui.console.team import Team
from ui.console.view import View

ADA = gr.Request(username="Ada")
BOB = gr.Request(username="Bob")


@pytest.fixture
def desk(services: Services) -> ConsoleDesk:
    for name in ("Ada", "Bob"):
        services.console.staff.add(name, "agent", by="admin")
    return Console(services, Team({}, services.console.staff)).inbox.desk


def waiting(store: ConversationStore) -> str:
    """Somebody who asked for a human."""
    conversation_id, _ = store.create()
    answer(store, conversation_id)
    store.desk.request(conversation_id)
    return conversation_id


def pick(name: str) -> gr.EventData:
    return gr.EventData(None, {"id": name})


def test_only_what_is_new_is_sent_to_the_screen(
    store: ConversationStore, desk: ConsoleDesk
) -> None:
    view = View()
    first = waiting(store)
    assert desk.screen.inbox.list in desk.look(view, ADA)
    assert desk.look(view, ADA) == gr.skip()

    store.desk.remark(first, "Bob", "a note in a conversation that is not open")
    assert desk.screen.transcript not in desk.look(view, ADA)
    desk.choose(view, "", ADA, pick(first))
    store.desk.remark(first, "Bob", "and one in the open one")
    assert set(desk.look(view, ADA)) == {desk.screen.transcript}


def test_answering_takes_a_free_conversation_over(
    store: ConversationStore, desk: ConsoleDesk
) -> None:
    view = View()
    conversation_id = waiting(store)
    desk.choose(view, "", ADA, pick(conversation_id))
    news = desk.say(view, "hello", ADA)

    transcript = store.review.transcript(conversation_id)
    assert (transcript.owner, transcript.agent) == ("agent", "Ada")
    assert transcript.entries[-1].text == "hello"
    assert news[desk.screen.reply.box]["value"] == ""


def test_what_cannot_be_sent_stays_in_the_box(store: ConversationStore, desk: ConsoleDesk) -> None:
    view = View()
    conversation_id = waiting(store)
    desk.choose(view, "", ADA, pick(conversation_id))
    store.desk.claim(conversation_id, "Bob")

    news = desk.say(view, "hello", ADA)
    assert news[desk.screen.reply.box]["value"] == "hello"
    assert store.review.transcript(conversation_id).agent == "Bob"


def test_a_draft_stays_with_its_conversation(store: ConversationStore, desk: ConsoleDesk) -> None:
    view = View()
    first, second = waiting(store), waiting(store)
    box = desk.screen.reply.box
    desk.choose(view, "", ADA, pick(first))
    assert desk.choose(view, "dear first", ADA, pick(second))[box]["value"] == ""
    assert desk.choose(view, "dear second", ADA, pick(first))[box]["value"] == "dear first"


def test_a_queue_is_worked_off_by_taking_answering_and_closing(
    store: ConversationStore, desk: ConsoleDesk
) -> None:
    view = View()
    queue = [waiting(store) for _ in range(20)]
    desk.look(view, ADA)
    desk.take_next(view, "", ADA)
    for number, conversation_id in enumerate(queue, start=1):
        assert view.conversation_id == conversation_id
        desk.say(view, f"answer {number}", ADA)
        desk.close(view, "", ADA)

    assert store.review.counts() == {"closed": 20}
    assert desk.take_next(view, "", ADA) == gr.skip()


def test_handing_back_turns_to_whoever_waits(store: ConversationStore, desk: ConsoleDesk) -> None:
    view = View()
    first, second = waiting(store), waiting(store)
    desk.choose(view, "", ADA, pick(first))
    desk.take(view, "", ADA)
    desk.hand_back(view, "", ADA)

    assert store.review.transcript(first).owner == "assistant"
    assert view.conversation_id == second
    assert store.review.transcript(second).owner == "waiting"


def test_another_agents_conversation_can_be_read_and_noted_but_not_answered(
    store: ConversationStore, desk: ConsoleDesk
) -> None:
    view = View()
    conversation_id = waiting(store)
    store.desk.claim(conversation_id, "Bob")
    news = desk.choose(view, "", ADA, pick(conversation_id))
    reply = desk.screen.reply

    assert not news[reply.box]["interactive"]
    assert not news[reply.close]["interactive"]
    desk.remark(view, "seen", ADA)
    assert store.review.transcript(conversation_id).entries[-1].actor == "Ada"


def test_a_conversation_that_its_shopper_erased_disappears(
    store: ConversationStore, desk: ConsoleDesk
) -> None:
    view = View()
    conversation_id = waiting(store)
    desk.choose(view, "", ADA, pick(conversation_id))
    store.delete(conversation_id)
    news = desk.look(view, ADA)

    assert "Choose a conversation" in news[desk.screen.transcript]
    assert "No conversation chosen" in news[desk.screen.reply.head]
    assert desk.export(view, ADA) == ""


def test_what_is_blank_neither_says_anything_nor_takes_over(
    store: ConversationStore, desk: ConsoleDesk
) -> None:
    view = View()
    conversation_id = waiting(store)
    desk.choose(view, "", ADA, pick(conversation_id))
    desk.say(view, "  ", ADA)
    assert store.review.transcript(conversation_id).owner == "waiting"


def test_somebody_who_was_removed_while_logged_in_sees_and_does_nothing_more(
    store: ConversationStore, desk: ConsoleDesk
) -> None:
    view = View()
    conversation_id = waiting(store)
    desk.choose(view, "", ADA, pick(conversation_id))
    desk.services.console.staff.remove("Ada", by="admin")

    desk.take(view, "", ADA)
    desk.take_next(view, "", ADA)
    assert store.review.transcript(conversation_id).owner == "waiting"
    assert desk.look(View(), ADA) == gr.skip()
    assert desk.export(view, ADA) == ""
