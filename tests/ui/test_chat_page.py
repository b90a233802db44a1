"""The chat page in a real browser."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from assistant.store import ConversationStore
from tests.assistant.api.fakes import FakeAssistant

pytestmark = pytest.mark.browser


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=address, viewport={"width": 360, "height": 740})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto("/chat")
    return page


def write(page: Page, text: str) -> None:
    box = page.get_by_role("textbox", name="Message")
    box.fill(text)
    box.press("Enter")


def test_cards_come_before_the_words_and_the_words_as_they_are_made(
    page: Page, assistant: FakeAssistant
) -> None:
    assistant.gate.clear()
    write(page, "a mug")
    card = page.locator(".cards .card")
    expect(card).to_contain_text("Blue mug")
    expect(card).to_contain_text("€12.00")
    expect(card).to_contain_text("only 3 left")
    expect(page.locator("#chat")).to_contain_text("You said:")
    expect(page.get_by_role("textbox", name="Message")).to_have_value("")

    assistant.gate.set()
    expect(page.locator("#chat")).to_contain_text("You said: a mug")


def test_nothing_is_fetched_from_elsewhere_and_nothing_hangs_over_the_edge(
    context: BrowserContext, address: str
) -> None:
    hosts: set[str] = set()
    context.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page = context.new_page()
    for path in ("/chat", "/console"):
        page.goto(path)
        expect(page.get_by_role("textbox").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert hosts - {""} == {urlsplit(address).netloc}


def test_a_reload_goes_on_with_the_conversation_and_erasing_ends_it(
    page: Page, store: ConversationStore
) -> None:
    write(page, "a mug")
    expect(page.locator("#chat")).to_contain_text("You said: a mug")
    page.reload()
    expect(page.locator("#chat")).to_contain_text("You said: a mug")

    page.get_by_role("button", name="Delete my data").click()
    expect(page.locator("#chat")).not_to_contain_text("a mug")
    assert store.review.page() == []


def test_a_thumb_is_kept_with_the_reply(page: Page, store: ConversationStore) -> None:
    write(page, "a mug")
    expect(page.locator("#chat")).to_contain_text("You said: a mug")
    page.get_by_role("button", name="Dislike").click()
    page.reload()

    expect(page.get_by_role("button", name="Disliked")).to_be_visible()
    (line,) = store.review.page()
    assert line.ratings == ["down"]


def test_an_action_is_confirmed_with_a_button(page: Page) -> None:
    write(page, "cancel")
    page.get_by_role("button", name="Yes, go ahead").click()
    expect(page.locator("#chat")).to_contain_text("You said: Yes, go ahead")


def test_a_message_that_says_nothing_stays_in_the_box_with_a_reason(
    page: Page, store: ConversationStore
) -> None:
    write(page, "\u200b \u200b")
    expect(page.get_by_text("write a message first")).to_be_visible()
    assert store.review.page() == []


def test_a_failed_reply_says_so_and_the_next_message_is_answered(
    page: Page, assistant: FakeAssistant
) -> None:
    assistant.fail = True
    write(page, "a mug")
    expect(page.locator("#chat")).to_contain_text("Something went wrong on our side")
    assistant.fail = False
    write(page, "a vase")
    expect(page.locator("#chat")).to_contain_text("You said: a vase")
