"""`shopassist eval tau2`: the order desk against the records of a public benchmark."""

import json
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from eval.tau2 import Tau2Report


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("tau2")(tau2)


def tau2(
    db: Annotated[Path, typer.Option(help="Users, orders and products of the domain (JSON).")],
    tasks: Annotated[Path, typer.Option(help="Tasks with their gold actions (JSON).")],
    expected: Annotated[Path, typer.Option(help="The records that each task changes (JSON).")],
    data_dir: Annotated[
        Path, typer.Option(help="Working copies are made, and removed, under this folder.")
    ] = Path("var"),
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Write the report here as JSON.")
    ] = None,
) -> None:
    """Replay tau2 retail tasks on the built-in order desk and compare the changed records."""
    from rich.console import Console

    from retrieval.errors import UserError

    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        report = _replayed(db, tasks, expected, data_dir)
        if json_out is not None:
            json_out.write_text(json.dumps(asdict(report), indent=2), encoding="utf-8")
    except OSError as error:
        raise UserError(f"cannot write {error.filename}: {error.strerror}") from error
    console = Console()
    for mismatch in report.mismatches:
        console.print(f"task {mismatch['task']}: {mismatch['action']} changed records otherwise")
    console.print(f"{report.matched} of {report.tasks} tasks match")
    if report.matched < report.tasks:
        raise typer.Exit(1)


def _replayed(db: Path, tasks: Path, expected: Path, data_dir: Path) -> "Tau2Report":
    from rich.progress import Progress

    from eval.tau2 import run_tau2

    with TemporaryDirectory(dir=data_dir) as work_dir, Progress(transient=True) as bar:
        shown = bar.add_task("Replaying tasks", total=None)
        return run_tau2(db, tasks, expected, Path(work_dir), lambda: bar.advance(shown))
