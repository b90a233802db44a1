"""An agent drafts, edits and sends, and looks at the shopper's orders, in the browser."""

import pytest
from playwright.sync_api import Page, expect

from assistant.state import Shopper
from assistant.store import ConversationStore
from assistant.store.console import ConsoleStore
from tests.assistant.store.conftest import answer

pytestmark = pytest.mark.browser


@pytest.fixture
def waiting(store: ConversationStore) -> str:
    """A shopper who is signed in and asked for a human."""
    conversation_id, _ = store.create(Shopper(id="ada_1", verified=True))
    answer(store, conversation_id)
    store.desk.request(conversation_id)
    return conversation_id


def test_a_draft_is_edited_and_sent_with_the_keyboard(
    waiting: str, store: ConversationStore, console: ConsoleStore, agent: Page
) -> None:
    agent.keyboard.press("Alt+n")
    expect(agent.locator("#head")).to_contain_text("with you")
    agent.keyboard.press("Alt+s")
    box = agent.locator("#reply textarea")
    expect(box).to_have_value("You said: a mug")
    expect(agent.locator("#hint")).to_contain_text("Draft by tiny")
    expect(box).to_be_focused()
    box.press("End")
    agent.keyboard.type(", and we have it.")
    agent.keyboard.press("Enter")

    expect(agent.locator("#transcript")).to_contain_text("You said: a mug, and we have it.")
    expect(agent.locator("#hint")).to_be_empty()
    (said,) = store.review.entries(waiting, 0, ["agent_message"])
    assert said.text == "You said: a mug, and we have it."
    (kept,) = console.suggestions.all()
    assert (kept.draft, kept.sent) == ("You said: a mug", said.text)


def test_a_canned_reply_is_chosen_with_the_keyboard(
    waiting: str, console: ConsoleStore, agent: Page
) -> None:
    console.canned.put("Hello", "Hello from {agent} of {shop}.", by="admin")
    agent.keyboard.press("Alt+n")
    expect(agent.locator("#head")).to_contain_text("with you")
    agent.keyboard.press("Alt+r")
    expect(agent.locator("#canned input")).to_be_focused()
    agent.keyboard.type("Hel")
    agent.get_by_role("option", name="Hello").wait_for()
    agent.keyboard.press("Enter")
    expect(agent.locator("#reply textarea")).to_have_value("Hello from agent of Mug & Vase.")


def test_orders_are_covered_until_the_agent_looks(
    waiting: str, store: ConversationStore, agent: Page
) -> None:
    agent.keyboard.press("Alt+n")
    agent.get_by_role("tab", name="Shopper and orders").click()
    panel = agent.locator("#shopper")
    expect(panel).to_contain_text("is signed in")
    agent.get_by_role("button", name="Show record").click()
    expect(panel).to_contain_text("#W1000")
    expect(panel).not_to_contain_text("1 Oak Lane")
    agent.get_by_role("button", name="Show contact data").click()
    expect(panel).to_contain_text("1 Oak Lane")
    expect(agent.locator("#transcript")).to_contain_text("agent looked at the shopper")
    assert len(store.review.entries(waiting, 0, ["look"])) == 2


def test_an_answer_is_corrected_into_the_faq_with_one_click(
    waiting: str, faq: list[object], agent: Page
) -> None:
    agent.keyboard.press("Alt+n")
    expect(agent.locator("#head")).to_contain_text("with you")
    agent.get_by_text("Correct this answer").click()
    expect(agent.locator("#question textarea")).to_have_value("a mug")
    agent.get_by_role("button", name="Save as FAQ entry").click()
    expect(agent.get_by_text("The next shopper who asks this gets this answer.")).to_be_visible()
    assert len(faq) == 1
