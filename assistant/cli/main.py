"""`shopassist`: puts the commands together and turns errors into lines and exit statuses."""

import logging
import sys
import traceback
from datetime import UTC, datetime
from importlib.metadata import entry_points
from pathlib import Path

import typer

from assistant.cli import ask, audit, index, llm, search, train
from assistant.errors import UserError
from assistant.settings import Settings

_WRONG_USE = 2
_OUR_FAULT = 1


def build_app() -> typer.Typer:
    """Return the command line with every command, those of other packages included."""
    app = typer.Typer(
        name="shopassist",
        help="A self-hosted shopping assistant that never invents a product, a price or a policy.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
    )
    app.add_typer(index.app, name="index")
    app.add_typer(train.app, name="train")
    app.command("search")(search.search)
    app.command("ask")(ask.ask)
    app.command("audit")(audit.audit)
    app.command("llm")(llm.llm)
    for plugin in sorted(entry_points(group="shopassist.commands"), key=lambda each: each.name):
        command = plugin.load()
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=plugin.name)
        else:
            app.command(plugin.name)(command)
    return app


def main() -> None:
    """Run the command line; exit with 0, 1 (failures or a bug), 2 (wrong use) or 130 (Ctrl-C).

    Typer itself exits, and explains a wrong use; what it lets through is turned into words here.
    """
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        build_app()()
    except UserError as error:
        _complain(str(error))
        sys.exit(_WRONG_USE)
    except Exception:
        _complain(f"Something went wrong on our side; the details are in {_log_traceback()}")
        sys.exit(_OUR_FAULT)


def _complain(line: str) -> None:
    sys.stderr.write(f"shopassist: {line}\n")


def _log_traceback() -> Path:
    """Append the traceback to the log; where that cannot be written, show it after all."""
    folder = Settings().data_dir / "logs"
    path = folder / "errors.log"
    text = f"{datetime.now(UTC).isoformat()} {' '.join(sys.argv)}\n{traceback.format_exc()}\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(text)
    except OSError:
        sys.stderr.write(text)
    return path
