"""`shopassist audit`: who read or changed what at the order desk, as JSON lines."""

from typing import Annotated

import typer

from assistant.cli.options import DATA_DIR
from assistant.errors import UserError
from assistant.settings import Settings


def audit(
    conversation: Annotated[
        str | None, typer.Option(help="Id of one conversation; unset: all of them.")
    ] = None,
    data_dir: DATA_DIR = None,
) -> None:
    """Print the order desk's audit trail as JSON lines, oldest first."""
    from assistant.factory import open_shop_desk  # costs seconds, and `--help` needs none of it

    desk = open_shop_desk(Settings.for_data_dir(data_dir))
    if desk is None:
        raise UserError("there are no orders here: import them with `shopassist index orders FILE`")
    for line in desk.audit.export(conversation):
        typer.echo(line)
