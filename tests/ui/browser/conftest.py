"""The demo shop's pages on a real index, the replies being templates: the same every time."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copy
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from assistant.api.app import create_app
from assistant.factory import build_assistant
from assistant.settings import Settings
from assistant.store import ConversationStore
from retrieval.search import ShopIndex
from tests.ui.conftest import serving
from ui.mount import mount_storefront

PHONE: ViewportSize = {"width": 320, "height": 640}
DESKTOP: ViewportSize = {"width": 1440, "height": 900}


@dataclass
class Site:
    """Another web site on this machine: pages by path, and the headers that they all have."""

    origin: str
    folder: Path
    headers: dict[str, str] = field(default_factory=dict)

    def write(self, html: str, **headers: str) -> str:
        """Put up a page; return its address."""
        self.headers.clear()
        self.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
        (self.folder / "page.html").write_text(f"<!doctype html>{html}", encoding="utf-8")
        return f"{self.origin}/page.html"


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args: object, headers: dict[str, str], **more: object) -> None:
        self.extra = headers
        super().__init__(*args, **more)  # type: ignore[arg-type]

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")  # the page changes within one test
        for name, value in self.extra.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def host_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A shop of somebody else's that carries the widget."""
    folder, headers = tmp_path_factory.mktemp("host"), dict[str, str]()
    handler = partial(_Handler, headers=headers, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Site(f"http://127.0.0.1:{server.server_port}", folder, headers)
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def shop(
    demo_data_dir: Path,
    demo_index: ShopIndex,
    host_site: Site,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """The address of the demo shop; its orders and conversations are a copy of their own."""
    data_dir = tmp_path_factory.mktemp("shop")
    for name in ("index", "images", "models"):
        (data_dir / name).symlink_to(demo_data_dir / name)
    for name in ("orders.db", "policy.yaml", "shop.json"):
        copy(demo_data_dir / name, data_dir)
    settings = Settings(
        data_dir=data_dir,
        messages_per_minute=0,
        requests_per_minute=0,
        allowed_origins=[host_site.origin],
    )
    store = ConversationStore(data_dir)
    app = create_app(build_assistant(settings, demo_index), store, settings, demo_index)
    mount_storefront(app, demo_index, settings)
    with serving(app) as address:
        _warm_up(address)
        yield address
    store.close()


def _warm_up(address: str) -> None:
    """What is loaded on first use takes a busy machine longer than a browser test waits."""
    with httpx.Client(base_url=f"{address}/api", timeout=120) as client:
        begun = client.post("/conversations").raise_for_status().json()
        client.post(
            f"/conversations/{begun['conversation_id']}/messages",
            json={"text": "kettle", "client_message_id": "warm-up"},
            headers={"Authorization": f"Bearer {begun['token']}"},
        ).raise_for_status()


@pytest.fixture
def script_errors() -> list[str]:
    """What went wrong in scripts; a test that means an error to happen takes it out."""
    return []


@pytest.fixture
def context(browser: Browser, shop: str, script_errors: list[str]) -> Iterator[BrowserContext]:
    """A visitor's browser; a script's error or a request to another machine fails the test."""
    context = browser.new_context(base_url=shop, viewport=DESKTOP)
    hosts = set[str | None]()
    context.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    context.on("weberror", lambda error: script_errors.append(str(error.error)))
    yield context
    context.close()
    assert hosts <= {"127.0.0.1", "localhost", None}  # a `data:` address has no host
    assert script_errors == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
