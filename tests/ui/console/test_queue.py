"""A whole queue, worked off with the keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from assistant.store import ConversationStore
from tests.assistant.store.conftest import answer

pytestmark = pytest.mark.browser

QUEUE = 20


@pytest.fixture
def queue(store: ConversationStore) -> list[str]:
    """People who wait, the first longest."""
    waiting = []
    for number in range(QUEUE):
        conversation_id, _ = store.create()
        answer(store, conversation_id, message=f"question {number}")
        store.desk.request(conversation_id)
        waiting.append(conversation_id)
    return waiting


def test_twenty_waiting_conversations_are_answered_and_closed_without_the_mouse(
    queue: list[str], store: ConversationStore, agent: Page
) -> None:
    expect(agent).to_have_title(f"({QUEUE}) Support console")
    agent.keyboard.press("Alt+n")
    box = agent.locator("#reply textarea")
    for number, conversation_id in enumerate(queue):
        expect(agent.locator(".transcript")).to_have_attribute("data-conversation", conversation_id)
        expect(box).to_be_focused()
        agent.keyboard.type(f"Answer {number}.")
        agent.keyboard.press("Enter")
        expect(agent.locator("#transcript")).to_contain_text(f"Answer {number}.")
        expect(agent.locator("#head")).to_contain_text("with you")
        agent.keyboard.press("Alt+c")

    expect(agent.locator("#head")).to_contain_text("closed")
    expect(agent).to_have_title("Support console")
    assert store.review.counts() == {"closed": QUEUE}
    for number, conversation_id in enumerate(queue):
        (said,) = store.review.entries(conversation_id, 0, ["agent_message"])
        assert said.text == f"Answer {number}."


def test_the_list_is_walked_with_alt_and_the_arrows(queue: list[str], agent: Page) -> None:
    expect(agent.locator("#inbox .line")).to_have_count(QUEUE)
    open_one = agent.locator(".transcript")
    for key, place in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowDown", 2), ("ArrowUp", 1)):
        agent.keyboard.press(f"Alt+{key}")
        expect(open_one).to_have_attribute("data-conversation", queue[place])


def test_who_stands_on_a_line_stays_there_while_the_list_changes(
    queue: list[str], store: ConversationStore, agent: Page
) -> None:
    third = agent.locator(f'#inbox [data-id="{queue[2]}"]')
    third.focus()
    store.desk.claim(queue[0], "Bob")
    expect(agent.locator(f'#inbox [data-id="{queue[0]}"]')).to_have_class(re.compile("agent"))
    expect(third).to_be_focused()
    agent.keyboard.press("Enter")
    expect(agent.locator(".transcript")).to_have_attribute("data-conversation", queue[2])


def test_the_list_is_narrowed_by_words_and_state(
    queue: list[str], store: ConversationStore, agent: Page
) -> None:
    lines = agent.locator("#inbox .line")
    expect(lines).to_have_count(QUEUE)
    store.desk.remark(queue[4], "Ada", "about the zebra")
    agent.get_by_placeholder("Search in all that was said").fill("zebra")
    expect(lines).to_have_count(1)
    agent.get_by_placeholder("Search in all that was said").fill("")
    agent.get_by_label("Closed 0").check()
    expect(agent.locator("#inbox")).to_contain_text("No conversations here")
