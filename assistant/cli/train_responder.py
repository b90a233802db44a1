"""`shopassist train responder`: tunes the model that writes the replies."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from assistant.cli.options import DATA_DIR

_FAILED = 1


def register(app: typer.Typer) -> None:
    """Add the command to the group `train`."""
    app.command("responder")(responder)


def responder(
    data_dir: DATA_DIR = None,
    config: Annotated[
        Path | None, typer.Option(help="YAML with the keys to change; see docs/training.md.")
    ] = None,
    build_data: Annotated[
        bool, typer.Option("--build-data", help="Make the training data, and stop.")
    ] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on from the last checkpoint.")
    ] = False,
    promote: Annotated[
        Path | None,
        typer.Option(help="Put the adapter of this folder to use, unless it is worse; and stop."),
    ] = None,
    roll_back: Annotated[
        bool, typer.Option("--rollback", help="Go back to the adapter before, and stop.")
    ] = False,
) -> int:
    """Tune a small model on grounded replies, measure it before and after, write its card."""
    # Imported here: they load torch, and `--help` should not wait for it.
    from assistant.responder import run
    from assistant.responder.config import read_config
    from assistant.responder.promote import Promoted
    from assistant.settings import Settings

    console = Console(highlight=False, soft_wrap=True)
    settings, chosen = Settings.for_data_dir(data_dir), read_config(config)
    places = run.places(settings, chosen, console.print)
    if build_data:
        console.print(f"Data and its card: {run.build_data(places, chosen)}")
    elif roll_back:
        current = Promoted(places.promoted, places.base).roll_back()
        console.print(f"In use now: {current or 'the untuned model'}")
    elif promote is not None:
        reasons = run.promote(places, promote, chosen)
        for reason in reasons:
            console.print(f"Worse than what is in use: {reason}")
        console.print("Refused." if reasons else "In use from the next start of the model server.")
        return _FAILED if reasons else 0
    else:
        adapter = run.train_and_measure(places, chosen, console.print, resume)
        console.print(f"Adapter and its card: {adapter}")
        console.print(f"To use it: shopassist train responder --promote {adapter}")
    return 0
