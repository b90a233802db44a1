"""The parts of the documentation that are made from the code, so that they cannot drift."""

from collections.abc import Iterator

import typer
from pydantic import SecretStr
from pydantic.fields import FieldInfo
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from assistant.settings import Settings


def settings_table() -> str:
    """Return every setting as a row of a Markdown table: variable, default, meaning.

    >>> settings_table().splitlines()[2]
    '| `SHOPASSIST_DATA_DIR` | `var` | Indexes, database, models. |'
    """
    prefix = Settings.model_config.get("env_prefix", "")
    rows = [
        f"| `{prefix}{name.upper()}` | {_default(field)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join(["| variable | default | meaning |", "|---|---|---|", *rows])


def command_reference(app: typer.Typer) -> str:
    """Return the help of every command as Markdown, a section each.

    Args:
        app: The whole command line, as `assistant.cli.main.build_app` makes it.
    """
    return "\n\n".join(_section(*found) for found in _commands(get_command(app), "shopassist"))


def _default(field: FieldInfo) -> str:
    value = field.default
    shown = not isinstance(value, SecretStr) and value not in (None, [], "")
    return f"`{value}`" if shown else ""


def _commands(command: object, path: str) -> Iterator[tuple[TyperCommand, str]]:
    if isinstance(command, TyperGroup):
        for name, found in command.commands.items():
            yield from _commands(found, f"{path} {name}")
    elif isinstance(command, TyperCommand):
        yield command, path


def _section(command: TyperCommand, path: str) -> str:
    arguments = [each for each in command.params if isinstance(each, TyperArgument)]
    usage = " ".join([path, *((each.name or "").upper() for each in arguments)])
    options = [each for each in command.params if isinstance(each, TyperOption)]
    rows = [
        f"| `{', '.join([*option.opts, *option.secondary_opts])}` | {option.help} |"
        for option in options
    ]
    table = ["", "| option | meaning |", "|---|---|", *rows] if rows else []
    return "\n".join([f"## `{usage}`", "", command.help or "", *table])
