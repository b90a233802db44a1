"""The options of the commands that serve, said once."""

import secrets
from pathlib import Path
from typing import Annotated

import typer
from pydantic import SecretStr

from assistant.settings import Settings

HOST = Annotated[
    str | None,
    typer.Option(
        help="Address to listen on [default: 127.0.0.1, or SHOPASSIST_HOST].", show_default=False
    ),
]
PORT = Annotated[
    int | None,
    typer.Option(
        min=0,
        max=65535,
        help="Port; 0: any that is free [default: 8080, or SHOPASSIST_PORT].",
        show_default=False,
    ),
]

_PASSWORDS = ("console_password", "console_admin_password")


def serving_settings(data_dir: Path | None, host: str | None, port: int | None) -> Settings:
    """Return the settings, with what the command line gives and passwords for the console."""
    settings = Settings.for_data_dir(data_dir)
    given = {"host": host, "port": port}
    update = {name: value for name, value in given.items() if value is not None}
    unset = [name for name in _PASSWORDS if getattr(settings, name) is None]
    made = {name: SecretStr(secrets.token_urlsafe(9)) for name in unset}
    return settings.model_copy(update=made | update)
