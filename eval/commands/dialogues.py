"""`shopassist eval dialogues`: play scripts against the assistant and report what held."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import DATA_DIR


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("dialogues")(dialogues)


def dialogues(
    paths: Annotated[list[Path], typer.Argument(help="Script files, or folders of them.")],
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Write the result here, for programs.")
    ] = None,
    junit_out: Annotated[
        Path | None, typer.Option("--junit", help="Write JUnit XML here, for CI.")
    ] = None,
    html_out: Annotated[
        Path | None, typer.Option("--html", help="Write one readable page here, for people.")
    ] = None,
    repeat: Annotated[
        int, typer.Option(min=1, help="Plays of each dialogue; all must pass (pass^k).")
    ] = 1,
    parallel: Annotated[int, typer.Option(min=1, help="Dialogues at the same time.")] = 1,
    model: Annotated[
        bool, typer.Option("--model/--no-model", help="Without: templates write every reply.")
    ] = True,
    data_dir: DATA_DIR = None,
) -> None:
    """Play scripted dialogues and check every turn; exit status 1 where an expectation fails."""
    import asyncio

    from rich.console import Console

    from eval.checker.check import Checker
    from eval.dialogues.load import load_scripts
    from eval.dialogues.report.files import write_reports
    from eval.dialogues.report.terminal import print_summary, progress_bar
    from eval.dialogues.results import summarise
    from eval.dialogues.runner import Judge, play_all
    from eval.dialogues.stage import open_stage

    scripts = load_scripts(paths)
    playable = [script for script in scripts if model or not script.needs_model]
    skipped = [script.name for script in scripts if script not in playable]
    progress = progress_bar()
    with open_stage(data_dir, with_model=model, say=progress.console.print) as stage, progress:
        shown = progress.add_task("Playing dialogues", total=len(playable) * repeat)
        trials = asyncio.run(
            play_all(
                playable,
                stage.transport,
                Judge(stage.records, Checker(stage.records)),
                repeat=repeat,
                parallel=parallel,
                on_done=lambda _: progress.advance(shown),
            )
        )
    run = summarise(trials, skipped)
    write_reports(run, stage.records, json_out=json_out, junit_out=junit_out, html_out=html_out)
    print_summary(run, Console())
    if run.failed:
        raise typer.Exit(1)
