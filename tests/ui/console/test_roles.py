"""Agents and admins in the browser: what each sees, and what an admin changes."""

import re

import pytest
from playwright.sync_api import Page, expect

from assistant.store import ConversationStore
from assistant.store.console import ConsoleStore
from tests.assistant.store.conftest import answer
from tests.ui.console.conftest import Enter

pytestmark = pytest.mark.browser

FILLED = re.compile(".{12,}")
FOR_ADMINS = ("Dashboard", "Settings", "Canned replies", "Team", "Audit")


def test_an_agent_has_the_inbox_and_the_desk_only(agent: Page) -> None:
    expect(agent.get_by_role("tab", name="Inbox")).to_be_visible()
    for name in FOR_ADMINS:
        expect(agent.get_by_role("tab", name=name)).to_be_hidden()


def test_an_admin_changes_a_setting_and_the_audit_tells_it(
    admin: Page, console: ConsoleStore
) -> None:
    admin.get_by_role("tab", name="Settings").click()
    greeting = admin.get_by_label("Greeting")
    expect(admin.get_by_label("Handoff")).to_be_checked()
    greeting.fill("Ahoy!")
    admin.get_by_role("button", name="Save", exact=True).first.click()
    expect(admin.get_by_text("Saved. The next message is answered so.")).to_be_visible()
    assert console.live.read().greeting == "Ahoy!"
    admin.get_by_role("tab", name="Audit").click()
    expect(admin.locator("#deeds")).to_contain_text("changed setting")


def test_somebody_who_was_let_in_logs_in_under_their_own_name(
    admin: Page, enter: Enter, store: ConversationStore
) -> None:
    admin.get_by_role("tab", name="Team").click()
    admin.get_by_label("Name", exact=True).fill("Ada")
    admin.get_by_role("button", name="Let in", exact=True).click()
    shown = admin.locator("#new-password input, #new-password textarea")
    expect(shown).to_have_value(FILLED)
    ada = enter("Ada", shown.input_value())

    conversation_id, _ = store.create()
    answer(store, conversation_id)
    store.desk.request(conversation_id)
    ada.keyboard.press("Alt+n")
    expect(ada.locator("#head")).to_contain_text("with you")
    assert store.review.transcript(conversation_id).agent == "Ada"


def test_the_dashboard_draws_what_the_store_holds(admin: Page, store: ConversationStore) -> None:
    conversation_id, _ = store.create()
    answer(store, conversation_id)
    admin.get_by_role("tab", name="Dashboard").click()
    expect(admin.locator("#figures")).to_contain_text("conversations")
    expect(admin.get_by_text("Conversations a day")).to_be_visible()
