"""One cart: filled by words, by the buttons of the cards and by the shop's own pages."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.ui.browser.chat import Chat
from tests.ui.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

PRODUCT = "/products/whistlestop-stovetop-kettle-cream"


def count(page: Page, pieces: int) -> None:
    """Expect the header to say how many pieces there are."""
    expect(page.get_by_role("link", name=f"Cart {pieces}", exact=True)).to_be_visible()


def test_words_buttons_and_pages_fill_the_same_cart(page: Page) -> None:
    page.goto(PRODUCT)
    page.get_by_role("button", name="Add to cart").click()
    count(page, 1)

    chat = Chat(page).open()
    reply = chat.ask("make that two in my cart")
    card = chat.panel.get_by_role("group", name="Cart")
    expect(reply).to_contain_text("2 × Whistlestop Stovetop Kettle")
    expect(card).to_contain_text("$136.00")
    count(page, 2)

    chat.ask("kettle under $60").locator(".card").first.get_by_role("button").last.click()
    count(page, 3)
    chat.panel.get_by_role("button", name="Cart", exact=True).click()
    expect(
        chat.replies.last.get_by_role("group", name="Cart").get_by_role("listitem")
    ).to_have_count(2)
    assert violations(page) == []

    page.goto("/cart")
    lines = page.locator("[data-cart-lines]")
    expect(lines.get_by_role("listitem")).to_have_count(2)
    lines.get_by_role("spinbutton").first.fill("1")
    lines.get_by_role("spinbutton").first.press("Enter")
    count(page, 2)
    expect(lines.get_by_role("spinbutton").first).to_have_value("1")
    lines.get_by_role("link", name="Checkout").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("checkout")


def test_the_cards_fields_change_the_cart_and_another_tab_sees_it(
    page: Page, context: BrowserContext
) -> None:
    page.goto("/cart")
    chat = Chat(page).open()
    chat.ask("add the Whistlestop Stovetop Kettle to my cart")
    card = chat.panel.get_by_role("group", name="Cart")
    tab = context.new_page()
    tab.goto("/cart")
    count(tab, 1)

    card.get_by_role("spinbutton").fill("3")
    card.get_by_role("spinbutton").press("Enter")
    count(tab, 3)
    card.get_by_role("button", name="Remove").click()
    expect(card).to_contain_text("Your cart is empty.")
    expect(tab.locator("[data-cart-lines]")).to_contain_text("Nothing in it yet")


def test_a_reload_shows_the_cart_where_it_was_spoken_of(page: Page) -> None:
    page.goto("/")
    chat = Chat(page).open()
    chat.ask("add the Whistlestop Stovetop Kettle to my cart")
    page.reload()
    card = Chat(page).panel.get_by_role("group", name="Cart")
    expect(card).to_contain_text("$68.00")
    chat.choose("Delete my data")
    chat.panel.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.locator("[data-cart-count]")).to_be_hidden()
