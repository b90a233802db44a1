"""Drafts, canned replies and the shopper's records, without a browser."""

from pathlib import Path

import gradio as gr
import pytest

from assistant.state import Shopper
from assistant.store import ConversationStore
from tests.assistant.api.fakes import FakeAssistant
from tests.assistant.store.conftest import answer
from ui.console.inbox_tab import InboxTab
from ui.console.page import Console
from ui.console.services import Services
from ui.console.shopper import shopper_html
from ui.console.team import Team
from ui.console.view import View

ADA = gr.Request(username="Ada")


@pytest.fixture
def tab(services: Services) -> InboxTab:
    services.console.staff.add("Ada", "agent", by="admin")
    return Console(services, Team({}, services.console.staff)).inbox


def opened(store: ConversationStore, tab: InboxTab, shopper: Shopper | None = None) -> View:
    """An open conversation of this shopper."""
    view = View()
    view.open(store.create(shopper)[0], "")
    tab.desk.look(view, ADA)
    return view


async def suggested(tab: InboxTab, view: View, written: str = "") -> str:
    *_, last = [updates async for updates in tab.help.suggest(view, written, ADA)]
    return str(last[tab.help.screen.reply.box].get("value", ""))


async def test_a_draft_answers_what_the_assistant_kept_quiet_about(
    store: ConversationStore, tab: InboxTab, assistant: FakeAssistant
) -> None:
    view = opened(store, tab)
    assert view.conversation_id
    answer(store, view.conversation_id, "c1")
    tab.desk.take(view, "", ADA)
    for number, text in enumerate(["is it blue?", "hello?"]):
        key = store.inbox.accept(view.conversation_id, f"d{number}", text).key
        store.turns.close(key, "unanswered", [])

    assert await suggested(tab, view, "Hello!") == "Hello!\nYou said: is it blue?\nhello?"
    conversation, _ = assistant.heard[-1]
    assert [turn.message for turn in conversation.turns] == ["a mug"]
    assert len(store.review.transcript(view.conversation_id).turns) == 3


async def test_draft_and_edit_are_kept_when_the_reply_is_sent_once(
    store: ConversationStore, tab: InboxTab, services: Services
) -> None:
    view = opened(store, tab)
    assert view.conversation_id
    answer(store, view.conversation_id)
    await suggested(tab, view)
    tab.desk.say(view, "It is navy.", ADA)
    tab.desk.say(view, "Bye.", ADA)

    (kept,) = services.console.suggestions.all()
    assert (kept.agent, kept.draft, kept.sent) == ("Ada", "You said: a mug", "It is navy.")
    assert kept.turn.evidence.statement == "Here is a mug."


async def test_nothing_asked_is_nothing_to_draft(store: ConversationStore, tab: InboxTab) -> None:
    view = opened(store, tab)
    with pytest.warns(UserWarning, match="has not asked anything"):
        assert await suggested(tab, view) == ""


async def test_a_draft_for_a_conversation_that_was_left_waits_there(
    store: ConversationStore, tab: InboxTab
) -> None:
    view = opened(store, tab)
    first = view.conversation_id
    assert first
    answer(store, first)
    drafting = tab.help.suggest(view, "", ADA)
    await anext(drafting)
    view.open(store.create()[0], "")
    [_ async for _ in drafting]
    assert view.open(first, "") == "You said: a mug"


def test_a_canned_reply_is_filled_in_below_what_was_written(
    store: ConversationStore, tab: InboxTab, services: Services
) -> None:
    services.console.canned.put("Late", "{shopper}, {order_id} is late. {agent}, {shop}", "admin")
    view = opened(store, tab)
    assert view.conversation_id
    store.inbox.accept(view.conversation_id, "c1", "where is #W1000?")
    updates = tab.help.use_canned(view, "Hi.", "Late", ADA)
    text = updates[tab.help.screen.reply.box]["value"]
    assert text == "Hi.\n[shopper], #W1000 is late. Ada, Mug & Vase"
    assert tab.help.use_canned(view, "", "no such", ADA) == gr.skip()


def looks_of_ada(services: Services) -> list[str]:
    return [deed.detail for deed in services.console.trail.latest() if deed.actor == "Ada"]


def panel(store: ConversationStore, view: View) -> str:
    assert view.conversation_id
    return shopper_html(store.review.transcript(view.conversation_id), view.seen)


def test_personal_data_is_covered_until_it_is_needed_and_every_look_is_noted(
    store: ConversationStore, tab: InboxTab, services: Services
) -> None:
    view = opened(store, tab, Shopper(id="ada_1", verified=True))
    assert "Nuñez" not in panel(store, view)
    tab.help.show_record(view, ADA)
    covered = panel(store, view)
    for told in ("Ada N•••", "A•••@e•••.com", "Denver", "#W1000", "Linen Shirt", "$28.30"):
        assert told in covered, told
    for hidden in ("Nuñez", "Ada.Nunez", "1 Oak Lane", "4242"):
        assert hidden not in covered, hidden
    tab.help.show_contact(view, ADA)
    for told in ("Nuñez", "Ada.Nunez@example.com", "1 Oak Lane, Flat 2", "4242"):
        assert told in panel(store, view), told

    assert looks_of_ada(services) == [
        "the shopper’s contact data",
        "the shopper’s record and orders",
    ]
    assert services.orders is not None
    audited = {entry.subject for entry in services.orders.audit.entries(view.conversation_id)}
    assert audited == {"ada_1", "#W1000", "#W1001", "#W1002"}


def test_turning_to_another_conversation_covers_everything_again(
    store: ConversationStore, tab: InboxTab
) -> None:
    view = opened(store, tab, Shopper(id="ada_1", verified=True))
    first = view.conversation_id
    tab.help.show_record(view, ADA)
    view.open(store.create()[0], "")
    view.open(first, "")
    assert "Denver" not in panel(store, view)


def test_without_a_sign_in_only_a_number_opens_an_order(
    store: ConversationStore, tab: InboxTab, services: Services
) -> None:
    view = opened(store, tab)
    with pytest.warns(UserWarning, match="has not signed in"):
        tab.help.show_record(view, ADA)
    with pytest.warns(UserWarning, match="not found"):
        tab.help.look_up(view, "#W9", ADA)
    assert view.seen.orders == []
    tab.help.look_up(view, " #W2000 ", ADA)
    assert "#W2000" in panel(store, view)
    assert "1 Oak Lane" not in panel(store, view)
    assert looks_of_ada(services) == ["order #W2000", "order #W9"]


def test_whoever_was_removed_uncovers_nothing(
    store: ConversationStore, tab: InboxTab, services: Services
) -> None:
    view = opened(store, tab, Shopper(id="ada_1", verified=True))
    services.console.staff.remove("Ada", by="admin")
    with pytest.warns(UserWarning, match="not of the team"):
        tab.help.show_record(view, ADA)
    assert view.seen.user is None


def test_an_answer_is_corrected_into_the_faq_with_a_line_on_the_trail(
    store: ConversationStore, tab: InboxTab, services: Services, faq: list[Path]
) -> None:
    view = opened(store, tab)
    assert view.conversation_id
    answer(store, view.conversation_id, "c1")
    tab.desk.say(view, "It holds 300 ml.", ADA)
    form = tab.correcting.screen.correction
    assert view.shown["correction"] == (view.conversation_id, "c1", "It holds 300 ml.")
    assert form.answer.label == "Right answer"

    tab.correcting.as_faq(view, "How big is it?", "It holds 300 ml.", "product_question", ADA)
    assert '"answer": "It holds 300 ml."' in faq[0].read_text(encoding="utf-8")
    tab.correcting.as_script(view, "a mug", "It holds 300 ml.", "product_question", ADA)
    assert (faq[0].parent / "dialogues" / "a-mug.yaml").exists()
    assert [deed.action for deed in services.console.trail.latest()][:2] == [
        "wrote dialogue script",
        "wrote FAQ entry",
    ]
