"""A real Chromium, and the Gradio pages around a fake assistant: no index, no model."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, expect, sync_playwright

from assistant.api.app import create_app
from assistant.api.server import listen, make_server
from assistant.settings import Settings
from assistant.store import ConversationStore
from tests.assistant.api.fakes import FakeAssistant, FakeShop
from ui.chat_page import mount_chat_page
from ui.console.page import mount_console

PASSWORD = "open sesame"


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Serve an app in a thread of its own; yield its address."""
    server, listener = make_server(app), listen("127.0.0.1", 0)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        app.state.api.store.changes.close()
        server.should_exit = True
        thread.join()


# No longer than a module: while it lives, Playwright's event loop is this thread's, and no
# asynchronous test could run.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.fail("the browser tests need Chromium: apt-get install chromium")
    expect.set_options(timeout=15_000)  # a busy machine is slow, not wrong
    with sync_playwright() as playwright:
        # Without a sandbox: Chromium refuses to make one for root, as whom containers run.
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ConversationStore]:
    store = ConversationStore(tmp_path)
    yield store
    store.close()


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def app(tmp_path: Path, store: ConversationStore, assistant: FakeAssistant) -> FastAPI:
    settings = Settings(
        data_dir=tmp_path, shop_name="Mug & Vase", console_password=PASSWORD, requests_per_minute=0
    )
    app = create_app(assistant, store, settings, FakeShop())
    mount_chat_page(app, settings=settings)
    mount_console(app, store=store, settings=settings)
    return app


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    with serving(app) as address:
        yield address
