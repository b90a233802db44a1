"""`shopassist eval prepare`: the demo shop, indexed for an evaluation."""

import typer

from assistant.cli.options import DATA_DIR


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("prepare")(prepare)


def prepare(data_dir: DATA_DIR = None) -> None:
    """Index the demo shop and import its orders; what is unchanged takes no work."""
    from rich.console import Console

    from assistant.cli.index import index_files
    from assistant.demo_shop.setup import set_up_demo_shop
    from assistant.settings import Settings

    settings, console = Settings.for_data_dir(data_dir), Console()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    set_up_demo_shop(
        settings.data_dir,
        lambda kind, files: index_files(kind, files, settings, console),
        lambda line: console.print(line, markup=False, highlight=False),
    )
