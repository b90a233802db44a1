"""People at the console: logged in, each in a browser of their own."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.ui.conftest import ADMIN_PASSWORD, PASSWORD

Enter = Callable[..., Page]


@pytest.fixture
def enter(browser: Browser, address: str) -> Iterator[Enter]:
    """Log somebody in; return their page."""
    contexts: list[BrowserContext] = []

    def log_in(name: str = "agent", password: str = PASSWORD) -> Page:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{address}/console")
        page.get_by_label("username").fill(name)
        page.get_by_label("password").fill(password)
        page.get_by_label("password").press("Enter")
        expect(page.locator("#inbox .lines")).to_be_attached()
        return page

    yield log_in
    for context in contexts:
        context.close()


@pytest.fixture
def agent(enter: Enter) -> Page:
    return enter()


@pytest.fixture
def admin(enter: Enter) -> Page:
    return enter("admin", ADMIN_PASSWORD)
