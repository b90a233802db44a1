"""`shopassist eval report`: the results of all evaluations on one page."""

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("report")(report)


def report(
    folder: Annotated[Path, typer.Argument(help="Holds what `make eval` has left there.")],
    html_out: Annotated[Path, typer.Option("--html", help="Write the page here.")],
) -> None:
    """Put the results in a folder together; exit status 1 where one of them failed its bar."""
    from rich.console import Console

    from eval.dialogues.report.files import write_report
    from eval.overview.page import as_page
    from eval.overview.sections import all_passed, read_sections

    sections = read_sections(folder)
    write_report(html_out, as_page(sections))
    console = Console()
    for section in sections:
        outcome = {None: "measured", True: "passed", False: "failed"}[section.passed]
        console.print(f"{section.title}: {outcome}", highlight=False)
    if not all_passed(sections):
        raise typer.Exit(1)
