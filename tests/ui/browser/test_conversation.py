"""A shopper's conversation in the widget, and everything that may interrupt it."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.ui.browser.chat import Chat
from tests.ui.browser.wire import MESSAGES, Wire

pytestmark = pytest.mark.browser


def test_cards_stand_there_before_the_first_word(page: Page) -> None:
    page.goto("/")
    chat = Chat(page).open()
    wire = Wire(page, '"name":"products"')
    chat.say("kettle under $100")

    card = chat.replies.locator(".card").first
    expect(card.get_by_role("heading")).to_contain_text("Kettle")
    expect(card).to_contain_text("$")
    expect(card).to_contain_text("In stock")
    expect(chat.replies.locator(".words")).to_have_text("")

    wire.mend()
    expect(chat.whole(chat.replies).locator(".words")).to_contain_text("Kettle")


def test_a_stream_that_broke_off_goes_on_where_it_was_and_nothing_comes_twice(page: Page) -> None:
    page.goto("/")
    chat = Chat(page).open()
    wire = Wire(page, "TEXT_MESSAGE_CONTENT")
    chat.say("kettle under $100")
    expect(chat.replies.locator(".words")).not_to_have_text("")
    cards = chat.replies.locator(".card").count()

    wire.mend()
    words = chat.whole(chat.replies).locator(".words").inner_text()
    expect(chat.replies.locator(".card")).to_have_count(cards)
    assert wire.resumed_from[0] is None
    assert all(re.fullmatch(r"1-\d+", str(last)) for last in wire.resumed_from[1:])

    page.reload()
    expect(chat.whole(chat.replies).locator(".words")).to_have_text(words)


def test_a_reload_in_the_middle_of_a_reply_loses_nothing(page: Page) -> None:
    page.goto("/")
    chat = Chat(page).open()
    wire = Wire(page, "STATE_SNAPSHOT")
    chat.say("kettle under $100")
    expect(chat.said).to_contain_text("kettle under $100")

    wire.mend()
    page.reload()
    chat.whole(chat.replies)
    expect(chat.said).to_have_count(1)
    expect(chat.replies.locator(".card").first).to_be_visible()


def test_another_page_and_another_tab_show_the_same_conversation(
    page: Page, context: BrowserContext
) -> None:
    page.goto("/")
    words = Chat(page).open().ask("what is your return policy?").locator(".words").inner_text()

    page.goto("/cart")
    expect(Chat(page).replies.locator(".words")).to_have_text(words)

    tab = context.new_page()
    tab.goto("/sale")
    other = Chat(tab).open()
    expect(other.replies.locator(".words")).to_have_text(words)
    other.ask("hello")
    expect(Chat(page).replies).to_have_count(2)


def test_without_a_network_the_message_is_kept_and_sent_when_it_is_back(
    page: Page, context: BrowserContext
) -> None:
    page.goto("/")
    chat = Chat(page).open()
    chat.ask("hello")
    context.set_offline(True)
    chat.say("kettle under $100")
    expect(chat.notice).to_contain_text("can’t reach")
    expect(chat.notice.get_by_role("link")).to_have_count(0)  # "mail or phone" is no address
    expect(chat.notice).to_contain_text("hello@thimbleandtarn.example")

    context.set_offline(False)
    expect(chat.replies).to_have_count(2)
    chat.whole(chat.replies.last)
    expect(chat.notice).to_be_empty()
    page.reload()
    expect(chat.said).to_have_count(2)


def test_unsent_words_survive_a_reload(page: Page) -> None:
    page.goto("/")
    Chat(page).open().field.fill("something for my")
    page.reload()
    expect(Chat(page).field).to_have_value("something for my")


def test_a_message_that_the_server_refuses_goes_back_to_the_composer(page: Page) -> None:
    page.goto("/")
    chat = Chat(page).open()
    chat.say("\u200b\u2026")
    expect(chat.replies).to_have_count(1)
    chat.whole(chat.replies)
    chat.say("\u200b")
    expect(chat.notice).to_contain_text("write a message")
    expect(chat.said).to_have_count(1)


def test_when_the_assistant_breaks_the_same_message_can_be_tried_again(page: Page) -> None:
    broken = 'id: 1-1\ndata: {"type": "RUN_ERROR", "message": "That broke.", "code": "failed"}\n\n'

    def break_it(route: object) -> None:
        route.fulfill(body=broken, content_type="text/event-stream")  # type: ignore[attr-defined]

    page.goto("/")
    chat = Chat(page).open()
    page.route(MESSAGES, break_it, times=1)
    chat.say("hello")
    expect(chat.replies).to_contain_text("That broke.")
    chat.panel.get_by_role("button", name="Try again now").click()
    expect(chat.whole(chat.replies)).to_contain_text("Thimble & Tarn")
    expect(chat.said).to_have_count(1)


def test_the_product_of_the_page_is_what_a_question_is_about(page: Page) -> None:
    page.goto("/products/whistlestop-stovetop-kettle-cream")
    title = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("button", name="Ask about this").click()
    reply = Chat(page).ask("is this in stock?")
    expect(reply).to_contain_text(title)


def test_a_card_goes_into_the_cart_and_to_its_page(page: Page) -> None:
    page.goto("/")
    card = Chat(page).open().ask("kettle under $100").locator(".card").first
    title = card.get_by_role("heading").inner_text()
    card.get_by_role("button", name="Add to cart").click()
    expect(page.get_by_role("link", name="Cart 1", exact=True)).to_be_visible()
    card.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)

    page.goto("/cart")
    expect(page.get_by_role("listitem").filter(has_text=title)).to_be_visible()
    expect(page.locator(".total")).to_contain_text("$")


def test_a_card_says_why_it_is_there(page: Page) -> None:
    page.goto("/")
    card = Chat(page).open().ask("kettle under $100").locator(".card").first
    card.get_by_text("Why this?").click()
    expect(card.locator(".why")).to_contain_text("under $100")


def test_products_can_be_compared_in_a_table(page: Page) -> None:
    page.goto("/")
    chat = Chat(page).open()
    chat.ask("kettle under $100")
    chat.panel.get_by_role("button", name="Compare the first two").click()
    table = chat.replies.last.get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_count(2)
    expect(table.get_by_role("rowheader", name="Price")).to_be_visible()


def test_a_thumb_down_asks_for_the_reason(page: Page) -> None:
    page.goto("/")
    reply = Chat(page).open().ask("hello")
    reply.get_by_role("button", name="Not helpful").click()
    reply.get_by_role("button", name="Did not answer me").click()
    expect(reply).to_contain_text("Thank you")
    page.reload()
    thumb = Chat(page).replies.get_by_role("button", name="Not helpful")
    expect(thumb).to_have_attribute("aria-pressed", "true")


def test_a_human_can_be_asked_for(page: Page) -> None:
    page.goto("/")
    chat = Chat(page).open()
    chat.ask("hello")
    chat.choose("Talk to a human")
    expect(chat.panel.locator(".event")).to_contain_text("support team")
    page.reload()
    expect(chat.panel.locator(".event")).to_contain_text("support team")


def test_the_shopper_can_copy_the_conversation(page: Page, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/")
    chat = Chat(page).open()
    chat.ask("hello")
    chat.choose("Copy conversation")
    expect(chat.notice).to_contain_text("copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("You: hello\n\nAssistant: ")


def test_the_shopper_can_have_everything_deleted(page: Page) -> None:
    page.goto("/")
    chat = Chat(page).open()
    chat.ask("hello")
    chat.choose("Delete my data")
    chat.panel.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(chat.said).to_have_count(0)
    page.reload()
    expect(chat.field).to_be_visible()
    expect(chat.said).to_have_count(0)
