"""Opens a shop with everything that it has, and serves it until Ctrl-C."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from rich.console import Console

from assistant.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.models.client import ModelClient
    from assistant.store import ConversationStore
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
    from assistant.corrections import open_corrections
    from assistant.factory import build_assistant, open_index, utc_now
    from assistant.live import LiveAssistant
    from assistant.store import ConversationStore
    from assistant.store.console import ConsoleStore
    from ui.console.services import Services
    from ui.mount import mount_screens

    index = open_index(settings)
    asyncio.run(_warm_up(build_assistant(settings, index)))
    client = model()
    built = build_assistant(settings, index, client)
    with (
        closing(ConversationStore(settings.data_dir)) as store,
        closing(ConsoleStore(settings.data_dir, utc_now)) as kept,
    ):
        assistant = LiveAssistant(built, kept.live.read, partial(tokens_today, store, utc_now))
        probe = {"model_ready": client.ready} if client else {}
        app = create_app(assistant, store, settings, index, **probe)
        services = Services(
            store=store,
            console=kept,
            assistant=built,
            corrections=open_corrections(settings, index),
            orders=built.desk,
            shop=built.shop.name,
            clock=utc_now,
        )
        mount_screens(app, index=index, services=services, settings=settings)
        yield app


def tokens_today(store: "ConversationStore", clock: "Callable[[], datetime]") -> int:
    """How many tokens the model has read and written since midnight, UTC."""
    midnight = clock().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return store.review.tokens_since(midnight)


async def _warm_up(assistant: "ShopAssistant") -> None:
    """Let the first shopper not wait for what is loaded on first use."""
    from assistant.state import Conversation

    for message in _WARM_UP:
        async for _ in assistant.respond(Conversation(id="warm-up"), message):
            pass


def _print_addresses(console: Console, settings: Settings, port: int) -> None:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)
    shop = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    agent, admin = (
        password.get_secret_value() if password else ""
        for password in (settings.console_password, settings.console_admin_password)
    )
    console.print("\n[bold]The shop is open.[/bold] Ctrl-C closes it.\n")
    for name, address, note in (
        ("Storefront", f"{shop}/", "with the assistant on every page"),
        ("Chat page", f"{shop}/chat", ""),
        ("Support console", f"{shop}/console", f"log in as agent with {agent}"),
        ("", "", f"or as admin with {admin}"),
        ("OpenAI API", f"{shop}/v1", "docs/http.md has the whole interface"),
    ):
        line = f"  {name:16} [cyan]{address}[/cyan]  {note}"
        console.print(line, highlight=False, soft_wrap=True)
