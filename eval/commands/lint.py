"""`shopassist eval lint`: find expectations of dialogue scripts that nothing can meet."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import DATA_DIR


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("lint")(lint)


def lint(
    paths: Annotated[list[Path], typer.Argument(help="Script files, or folders of them.")],
    data_dir: DATA_DIR = None,
) -> None:
    """Check dialogue scripts against the shop's records; exit status 1 where one cannot hold."""
    from rich.console import Console

    from assistant.settings import Settings
    from eval.dialogues.lint import lint as find_problems
    from eval.dialogues.load import load_scripts
    from eval.read_records import read_records

    scripts = load_scripts(paths)
    problems = find_problems(scripts, read_records(Settings.for_data_dir(data_dir).data_dir))
    console = Console()
    for problem in problems:
        console.print(str(problem), markup=False)
    console.print(f"{len(scripts)} dialogues, {len(problems)} problems")
    if problems:
        raise typer.Exit(1)
