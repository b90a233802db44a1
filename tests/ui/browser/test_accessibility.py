"""The pages and the widget for everybody: axe finds nothing, and the keyboard alone does it all."""

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

from tests.ui.browser.chat import Chat
from tests.ui.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.browser

PRODUCT = "/products/whistlestop-stovetop-kettle-cream"
PAGES = ["/", "/departments/clothing", PRODUCT, "/search?q=kettle", "/cart", "/products/none"]
LOOKS = [(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"), (PHONE, "dark")]
Scheme = Literal["light", "dark"]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def violations(page: Page) -> list[str]:
    """What axe finds: the rule and the places."""
    found: dict[str, Any] = Axe().run(page, options=RULES).response
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_on_a_page(page: Page, address: str, scheme: Scheme) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(address)
    assert violations(page) == []


@pytest.mark.parametrize(("viewport", "scheme"), LOOKS)
def test_axe_finds_nothing_in_a_conversation(
    page: Page, viewport: ViewportSize, scheme: Scheme
) -> None:
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto("/cart")
    chat = Chat(page).open()
    assert violations(page) == []
    chat.ask("kettle under $100").locator(".why summary").first.click()
    chat.ask("compare the first two")
    chat.ask("what is your return policy?").get_by_role("button", name="Not helpful").click()
    assert violations(page) == []
    chat.panel.get_by_role("button", name="More", exact=True).click()
    assert violations(page) == []
    chat.panel.get_by_role("button", name="Delete my data").click()
    assert violations(page) == []


def focused(page: Page) -> str:
    """The tag and name of what has the focus, inside shadow roots too."""
    return str(
        page.evaluate("""() => {
          let active = document.activeElement;
          while (active.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
          return `${active.localName} ${active.getAttribute('aria-label') ?? active.textContent}`;
        }""")
    )


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press a key until something of this name has the focus."""
    for _ in range(60):
        page.keyboard.press(key)
        if name in focused(page):
            return
    pytest.fail(f"{key} does not lead to {name!r}; it ended at {focused(page)!r}")


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.goto("/cart")
    chat = Chat(page)
    tab_to(page, "Ask us")
    page.keyboard.press("Enter")
    expect(chat.field).to_be_focused()

    page.keyboard.type("kettle under $100")
    page.keyboard.press("Enter")
    chat.whole(chat.replies)
    tab_to(page, "Why this?", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(chat.replies.locator(".why[open]")).to_have_count(1)

    tab_to(page, "More", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(chat.panel.get_by_role("button", name="Talk to a human")).to_be_focused()
    page.keyboard.press("Escape")
    assert "More" in focused(page)

    page.keyboard.press("Escape")
    expect(chat.panel).to_be_hidden()
    expect(chat.launcher).to_be_focused()


def test_a_screen_reader_hears_whole_sentences_and_the_products(page: Page) -> None:
    page.goto("/cart")
    chat = Chat(page).open()
    chat.ask("kettle under $100")
    spoken = chat.panel.locator("[aria-live=polite] p")
    expect(spoken.first).to_have_text("Looking…")
    expect(spoken.nth(1)).to_contain_text("products: ")
    assert all(text.rstrip().endswith((".", "!", "?")) for text in spoken.all_inner_texts()[1:])


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_no_page_scrolls_sideways(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_the_panel_fills_the_screen_and_keeps_its_parts_inside(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/")
    chat = Chat(page).open()
    chat.ask("kettle under $100")
    chat.ask("compare the first two")
    box = chat.panel.bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, PHONE["width"])
    log = chat.panel.get_by_role("log")
    assert log.evaluate("log => log.scrollWidth <= log.clientWidth")
    expect(chat.field).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.body.inert")
    chat.panel.get_by_role("button", name="Close").click()
    assert not page.evaluate("document.body.inert")
