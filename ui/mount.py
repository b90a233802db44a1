"""Puts every screen on the web application: storefront, widget, chat page, console."""

from pathlib import Path

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from assistant.settings import Settings
from assistant.shop import read_shop
from ui.chat_page import mount_chat_page
from ui.console.page import mount_console
from ui.console.services import Services
from ui.storefront.pages import storefront_router
from ui.storefront.shop import Index, Storefront
from ui.widget.serve import mount_widget

_STATIC = Path(__file__).parent / "storefront" / "static"


def mount_screens(app: FastAPI, *, index: Index, services: Services, settings: Settings) -> None:
    """Mount every page on an application made by `create_app`.

    Args:
        app: The application with the HTTP interface.
        index: The shop's products.
        services: What the console works with.
        settings: The data directory with the shop's profile, the console's passwords.
    """
    mount_storefront(app, index, settings)
    mount_chat_page(app, settings=settings)
    mount_console(app, services=services, settings=settings)


def mount_storefront(app: FastAPI, index: Index, settings: Settings) -> None:
    """Mount the shop's pages and the widget that they carry."""
    app.add_middleware(GZipMiddleware)
    app.mount("/static", StaticFiles(directory=_STATIC))
    mount_widget(app)
    app.include_router(storefront_router(Storefront(index, read_shop(settings))))
