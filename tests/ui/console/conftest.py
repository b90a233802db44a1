"""The two Gradio pages around a fake assistant: no index, no model."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from assistant.api.app import create_app
from assistant.settings import Settings
from assistant.store import ConversationStore
from tests.assistant.api.fakes import FakeAssistant, FakeShop
from tests.ui.conftest import serving
from ui.chat_page import mount_chat_page
from ui.console.page import mount_console

PASSWORD = "open sesame"


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
