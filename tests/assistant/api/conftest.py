"""An app around a fake assistant: in this process, or served on loopback."""

import signal
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from assistant.api.app import create_app
from assistant.api.server import listen, make_server
from assistant.settings import Settings
from assistant.store import ConversationStore
from tests.assistant.api.client import Shopper
from tests.assistant.api.fakes import FakeAssistant, FakeShop


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        data_dir=tmp_path,
        messages_per_minute=0,
        requests_per_minute=0,
        identity_secret="secret",
        allowed_origins=["https://shop.example"],
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ConversationStore]:
    store = ConversationStore(tmp_path)
    yield store
    store.close()


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def app(assistant: FakeAssistant, store: ConversationStore, settings: Settings) -> FastAPI:
    return create_app(assistant, store, settings, FakeShop())


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
        yield client


@pytest.fixture
async def shopper(client: httpx.AsyncClient) -> Shopper:
    return await Shopper.begin(client)


@dataclass(frozen=True)
class Served:
    """An app on loopback, in a thread of its own."""

    url: str
    thread: threading.Thread
    server: uvicorn.Server

    def stop(self) -> None:
        """Do what Ctrl-C does."""
        self.server.handle_exit(signal.SIGINT, None)


@pytest.fixture
def served(app: FastAPI) -> Iterator[Served]:
    server, listener = make_server(app), listen("127.0.0.1", 0)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    served = Served(f"http://127.0.0.1:{listener.getsockname()[1]}", thread, server)
    yield served
    served.stop()
    thread.join()


@pytest.fixture
async def visitor(served: Served) -> AsyncIterator[Shopper]:
    async with httpx.AsyncClient(base_url=served.url, timeout=30) as client:
        yield await Shopper.begin(client)
