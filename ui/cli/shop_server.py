"""Opens a shop with everything that it has, and serves it until Ctrl-C."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from rich.console import Console

from assistant.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.models.client import ModelClient
    from assistant.turn import ShopAssistant

_WARM_UP = ("hello", "a black bag under 100", "how long does delivery take?")
"""One message for each part of the index, which is read from disk on its first use."""


def serve_shop(
    settings: Settings,
    listener: socket.socket,
    model: "Callable[[], ModelClient | None]",
    console: Console,
) -> None:
    """Open index, orders, conversations and pages, say where they are, and serve them.

    Args:
        settings: The shop.
        listener: The address, taken already.
        model: Waits for the language model; None: the replies are templates'.
        console: Told about progress, and then the addresses.

    Raises:
        UserError: There is no index, or what is in the data directory cannot be used.
    """
    console.print("Opening the shop")
    with _application(settings, model) as app:
        from assistant.api.server import make_server

        _print_addresses(console, settings, listener.getsockname()[1])
        with suppress(KeyboardInterrupt):  # it has ended in order by then
            make_server(app).run(sockets=[listener])
        console.print("The shop is closed")


@contextmanager
def _application(
    settings: Settings, model: "Callable[[], ModelClient | None]"
) -> "Iterator[FastAPI]":
    from assistant.api.app import create_app
    from assistant.factory import build_assistant, open_index
    from assistant.store import ConversationStore
    from ui.mount import mount_screens

    index = open_index(settings)
    asyncio.run(_warm_up(build_assistant(settings, index)))
    client = model()
    assistant = build_assistant(settings, index, client)
    store = ConversationStore(settings.data_dir)
    try:
        probe = {"model_ready": client.ready} if client else {}
        app = create_app(assistant, store, settings, index, **probe)
        mount_screens(app, index=index, store=store, settings=settings)
        yield app
    finally:
        store.close()


async def _warm_up(assistant: "ShopAssistant") -> None:
    """Let the first shopper not wait for what is loaded on first use."""
    from assistant.state import Conversation

    for message in _WARM_UP:
        async for _ in assistant.respond(Conversation(id="warm-up"), message):
            pass


def _print_addresses(console: Console, settings: Settings, port: int) -> None:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)
    shop = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    password = settings.console_password.get_secret_value() if settings.console_password else ""
    console.print("\n[bold]The shop is open.[/bold] Ctrl-C closes it.\n")
    for name, address, note in (
        ("Storefront", f"{shop}/", "with the assistant on every page"),
        ("Chat page", f"{shop}/chat", ""),
        ("Support console", f"{shop}/console", f"log in as agent with {password}"),
        ("OpenAI API", f"{shop}/v1", "docs/http.md has the whole interface"),
    ):
        line = f"  {name:16} [cyan]{address}[/cyan]  {note}"
        console.print(line, highlight=False, soft_wrap=True)
