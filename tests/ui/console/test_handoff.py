"""A shopper and an agent in two browsers, from the request for a human to the hand-back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

A_SECOND = 1000
"""In milliseconds, as Playwright counts."""


@pytest.fixture
def shopper(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/chat")
    yield page
    context.close()


def write(page: Page, text: str) -> None:
    box = page.get_by_role("textbox", name="Message")
    box.fill(text)
    box.press("Enter")


def test_an_agent_takes_over_answers_and_hands_back(shopper: Page, agent: Page) -> None:
    chat = shopper.locator("#chat")
    write(shopper, "a mug")
    expect(chat.locator(".cards")).to_contain_text("Blue mug")
    expect(chat).to_contain_text("You said: a mug")

    shopper.get_by_role("button", name="Talk to a human").click()
    line = agent.locator("#inbox .line")
    expect(line).to_contain_text("waiting")
    expect(agent).to_have_title("(1) Support console")

    agent.get_by_role("button", name="Take the next one").click()
    expect(agent.locator("#transcript")).to_contain_text("You said: a mug")
    expect(agent.locator("#head")).to_contain_text("with you")
    expect(shopper.locator("#notice")).to_contain_text("someone from our team")

    agent.locator("#reply textarea").fill("Hello, Ada here.")
    agent.locator("#reply textarea").press("Enter")
    expect(chat).to_contain_text("Hello, Ada here.")

    write(shopper, "is it dishwasher safe?")
    expect(agent.locator("#transcript")).to_contain_text("is it dishwasher safe?")
    expect(line).to_contain_text("new message")
    expect(chat).not_to_contain_text("You said: is it dishwasher safe?")

    agent.get_by_role("button", name="Hand back").click()
    expect(shopper.locator("#notice")).to_be_hidden()
    write(shopper, "thanks")
    expect(chat).to_contain_text("You said: thanks")


def test_the_agent_has_the_conversation_within_a_second(shopper: Page, agent: Page) -> None:
    shopper.get_by_role("button", name="Talk to a human").click()
    line = agent.locator("#inbox .line")
    expect(line).to_contain_text("waiting")

    agent.get_by_role("button", name="Take the next one").click()
    expect(agent.locator("#head")).to_contain_text("with you", timeout=A_SECOND)
