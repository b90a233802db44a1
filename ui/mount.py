"""Puts every screen on the web application: storefront, widget, chat page, console."""

from pathlib import Path

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import FileResponse
from starlette.staticfiles import StaticFiles

from assistant.events import Assistant
from assistant.settings import Settings
from assistant.store import ConversationStore
from retrieval.search import ShopIndex
from ui.chat_page import mount_chat_page
from ui.console.page import mount_console
from ui.storefront.pages import storefront_router
from ui.storefront.shop import Storefront

HERE = Path(__file__).parent
WIDGET = HERE / "widget"
# Checked with the server on every use: an update of the widget reaches shoppers at once.
_FRESH = {"Cache-Control": "no-cache"}


def mount_screens(
    app: FastAPI,
    *,
    index: ShopIndex,
    store: ConversationStore,
    assistant: Assistant,
    settings: Settings,
) -> FastAPI:
    """Mount the pages on an application made by `create_app`.

    Args:
        app: The application with the HTTP interface.
        index: The shop's products.
        store: The conversations, for the console.
        assistant: Answers on the chat page.
        settings: The shop's name, the console's password.

    Returns:
        The same application.
    """
    mount_widget(app)
    app.mount("/static", _static(HERE / "storefront" / "static"))
    app.include_router(storefront_router(Storefront(index, settings)))
    mount_chat_page(app, assistant=assistant, settings=settings)
    mount_console(app, store=store, settings=settings)
    return app


def mount_widget(app: FastAPI) -> None:
    """Mount the loader, the panel and the panel's parts."""
    for name in ("widget.js", "panel.js"):
        app.add_api_route(f"/{name}", _script(WIDGET / name), include_in_schema=False)
    app.mount("/panel", _static(WIDGET / "panel"))
