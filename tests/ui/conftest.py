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
from assistant.corrections import Corrections
from assistant.factory import utc_now
from assistant.orders.builtin import open_desk
from assistant.settings import Settings
from assistant.store import ConversationStore
from assistant.store.console import ConsoleStore
from tests.assistant.api.fakes import FakeAssistant, FakeShop
from tests.assistant.orders.conftest import import_data
from tests.assistant.orders.shop import shop_data
from ui.chat_page import mount_chat_page
from ui.console.page import mount_console
from ui.console.services import Services

PASSWORD = "open sesame"
ADMIN_PASSWORD = "open barley"


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
def console(tmp_path: Path) -> Iterator[ConsoleStore]:
    console = ConsoleStore(tmp_path, utc_now)
    yield console
    console.close()


@pytest.fixture
def faq() -> list[Path]:
    """The FAQ files that were brought into the index."""
    return []


@pytest.fixture
def services(
    tmp_path: Path,
    store: ConversationStore,
    console: ConsoleStore,
    assistant: FakeAssistant,
    faq: list[Path],
) -> Services:
    """What the console works with; the orders are the order desk's own test shop."""
    import_data(shop_data(), tmp_path)
    return Services(
        store=store,
        console=console,
        assistant=assistant,
        corrections=Corrections(tmp_path, faq.append),
        orders=open_desk(tmp_path),
        shop="Mug & Vase",
        clock=utc_now,
    )


@pytest.fixture
def app(
    tmp_path: Path, store: ConversationStore, assistant: FakeAssistant, services: Services
) -> FastAPI:
    settings = Settings(
        data_dir=tmp_path,
        shop_name="Mug & Vase",
        console_password=PASSWORD,
        console_admin_password=ADMIN_PASSWORD,
        requests_per_minute=0,
    )
    app = create_app(assistant, store, settings, FakeShop())
    mount_chat_page(app, settings=settings)
    mount_console(app, services=services, settings=settings)
    return app


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    with serving(app) as address:
        yield address
