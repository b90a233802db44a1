"""The widget on pages that are not ours: strict, hostile, broken, in other languages."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.ui.browser.chat import Chat
from tests.ui.browser.conftest import Site

pytestmark = pytest.mark.browser

HOSTILE = """
  * { display: none !important; font: 60px cursive !important; color: red !important;
      position: static !important; pointer-events: none !important; all: unset !important; }
  html, body { display: block !important; transform: rotate(1deg) !important; }
  h1 { display: block !important; }
  button, textarea, shop-assistant { opacity: 0 !important; visibility: hidden !important; }
"""


def tag(shop: str, attributes: str = "") -> str:
    return f'<script src="{shop}/widget.js" data-shop="Elsewhere" {attributes} defer></script>'


def test_a_strict_content_security_policy_leaves_nothing_out(
    page: Page, shop: str, host_site: Site
) -> None:
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text))
    policy = (
        f"default-src 'none'; script-src {shop}; connect-src {shop}; img-src {shop}; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types"
    )
    html = f"<html lang=en><title>Shop</title><h1>Shop</h1>{tag(shop)}"
    page.goto(host_site.write(html, Content_Security_Policy=policy))
    card = Chat(page).open().ask("kettle under $100").locator(".card").first
    expect(card).to_have_css("border-radius", "14px")
    picture = card.locator("img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("img => img.naturalWidth") > 0
    assert complaints == []


def test_a_page_with_hostile_styles_changes_nothing_and_is_not_changed(
    page: Page, shop: str, host_site: Site
) -> None:
    body = "<h1>Shop</h1><p style='display: block !important'>Text</p>"
    page.goto(host_site.write(f"<html lang=en><style>{HOSTILE}</style>{body}"))
    before = page.locator("h1").evaluate("it => JSON.stringify(getComputedStyle(it))")

    page.goto(host_site.write(f"<html lang=en><style>{HOSTILE}</style>{body}{tag(shop)}"))
    chat = Chat(page).open()
    reply = chat.ask("kettle under $100")
    expect(chat.field).to_have_css("font-size", "16px")
    expect(reply.locator(".price").first).to_have_css("font-size", "15.5px")
    expect(reply.locator(".card").first).to_be_visible()
    assert page.locator("h1").evaluate("it => JSON.stringify(getComputedStyle(it))") == before


def test_the_widget_shifts_nothing_on_the_page(page: Page, shop: str, host_site: Site) -> None:
    page.goto(host_site.write("<html lang=en><h1>Shop</h1><p id=text>Text</p>"))
    before = page.locator("#text").bounding_box()
    page.goto(host_site.write(f"<html lang=en><h1>Shop</h1><p id=text>Text</p>{tag(shop)}"))
    Chat(page).open()
    assert page.locator("#text").bounding_box() == before


def test_the_theme_is_the_pages_to_choose(page: Page, shop: str, host_site: Site) -> None:
    style = "<style>:root { --shopassist-accent: rgb(120, 20, 60) }</style>"
    page.goto(host_site.write(f"<html lang=en>{style}<h1>Shop</h1>{tag(shop)}"))
    expect(Chat(page).launcher).to_have_css("background-color", "rgb(120, 20, 60)")


@pytest.mark.parametrize(
    ("language", "label", "greeting"),
    [
        ("de-AT", "Fragen?", "Hallo"),
        ("fr", "Une question ?", "Bonjour"),
        ("es-MX", "Pregunta", "¡Hola!"),
        ("zh-Hans", "咨询", "您好"),
        ("nl", "Ask us", "Hello"),
    ],
)
def test_the_widget_speaks_the_pages_language(
    page: Page, shop: str, host_site: Site, language: str, label: str, greeting: str
) -> None:
    page.goto(host_site.write(f"<html lang={language}><h1>Shop</h1>{tag(shop)}"))
    page.get_by_role("button", name=label).click()
    expect(page.get_by_role("log")).to_contain_text(greeting)


def test_a_page_that_runs_from_right_to_left_gets_a_panel_that_does_too(
    page: Page, shop: str, host_site: Site
) -> None:
    page.goto(host_site.write(f"<html lang=en dir=rtl><h1>Shop</h1>{tag(shop)}"))
    chat = Chat(page).open()
    box = chat.panel.bounding_box()
    assert box is not None
    assert box["x"] == 20
    expect(chat.panel).to_have_css("direction", "rtl")


def test_a_broken_page_does_not_break_the_widget(
    page: Page, shop: str, host_site: Site, script_errors: list[str]
) -> None:
    ruin = "<script>undefinedName(); </script><script>{</script>"
    late = "<script>addEventListener('load', () => document.body.replaceChildren())</script>"
    html = f"<html lang=en>{ruin}<h1>Shop</h1>{tag(shop)}{late}"
    page.goto(host_site.write(html))
    expect(page.locator("h1")).to_have_count(0)
    assert len(script_errors) == 2
    script_errors.clear()  # the page's own, and meant
    expect(Chat(page).open().ask("hello")).to_contain_text("Thimble & Tarn")


def test_a_server_that_is_away_is_said_with_the_shops_contact(
    page: Page, shop: str, host_site: Site
) -> None:
    page.goto(host_site.write(f"<html lang=en><h1>S</h1>{tag(shop, 'data-contact=a@b.example')}"))
    page.route("**/panel.js", lambda route: route.abort())
    Chat(page).launcher.click()
    failed = page.get_by_role("status").filter(has_text="could not be loaded")
    expect(failed).to_contain_text(re.compile("a@b.example"))
    page.unroute("**/panel.js")
    Chat(page).open()


def test_a_page_of_an_origin_that_is_not_allowed_cannot_talk_to_the_assistant(
    page: Page, shop: str, host_site: Site
) -> None:
    other = host_site.write(f"<html lang=en><h1>Shop</h1>{tag(shop)}")
    page.goto(other.replace("127.0.0.1", "localhost"))
    chat = Chat(page).open()
    chat.say("hello")
    expect(chat.notice).to_contain_text("can’t reach")
