"""`shopassist eval shoppers`: simulated shoppers look for bugs."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import DATA_DIR


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("shoppers")(shoppers)


def shoppers(
    count: Annotated[
        int, typer.Option(min=0, help="Goals drawn from the shop's own products.")
    ] = 50,
    public: Annotated[
        list[Path] | None,
        typer.Option(help="A folder with webshop_instructions or mg_shopdial; repeatable."),
    ] = None,
    sample: Annotated[
        int, typer.Option(min=1, help="Public goals at most, drawn with the seed.")
    ] = 50,
    seed: Annotated[int, typer.Option(help="Another seed draws other goals.")] = 0,
    write: Annotated[
        Path | None, typer.Option(help="Write each bug found as a dialogue script in this folder.")
    ] = None,
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Write the bugs here, for programs.")
    ] = None,
    model: Annotated[
        bool, typer.Option("--model/--no-model", help="Without: templates write every reply.")
    ] = True,
    data_dir: DATA_DIR = None,
) -> None:
    """Let simulated shoppers pursue goals by rules, and report what goes wrong.

    Looked for: claims that no record bears out, products not found though the shop has them, cards
    that miss a wish, loops, failed turns. Exit status 1 where a bug was found.
    """
    import asyncio
    import random

    from pydantic import TypeAdapter
    from rich.console import Console

    from eval.dialogues.report.files import write_report
    from eval.dialogues.report.terminal import progress_bar
    from eval.dialogues.stage import open_stage
    from eval.simulation.bugs import Bug, write_scripts
    from eval.simulation.goals import catalog_goals, public_goals, shipped_goals
    from eval.simulation.run import simulate

    known = [goal for folder in public or [] for goal in public_goals(folder)]
    drawn = random.Random(seed).sample(known, k=min(sample, len(known)))
    console = Console()
    with (
        progress_bar() as progress,
        open_stage(data_dir, with_model=model, say=progress.console.print) as stage,
    ):
        goals = [*shipped_goals(), *catalog_goals(stage.records, count, seed), *drawn]
        shown = progress.add_task("Shopping", total=len(goals))
        bugs, turns = asyncio.run(
            simulate(goals, stage, seed=seed, on_done=lambda: progress.advance(shown))
        )
    for bug in bugs:
        console.print(f"{bug.kind}: {bug.what}", markup=False, style="red")
        for message in bug.messages:
            console.print(f"    shopper: {message}", markup=False)
        console.print(f"    reply: {bug.reply}", markup=False, style="dim")
    console.print(f"{len(goals)} shoppers, {turns} turns, {len(bugs)} bugs", highlight=False)
    if json_out is not None:
        rows = TypeAdapter(list[Bug]).dump_json(bugs, indent=2).decode()
        write_report(json_out, rows + "\n")
    if write is not None:
        for path in write_scripts(bugs, write):
            console.print(f"written: {path}", markup=False, highlight=False)
    if bugs:
        raise typer.Exit(1)
