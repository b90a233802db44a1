"""`shopassist eval peers`: the assistant beside a plain agent and a plain retrieval chain."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import DATA_DIR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from eval.peers.contest import Standing

_SEED = 7


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("peers")(peers)


def peers(
    paths: Annotated[list[Path], typer.Argument(help="Script files, or folders of them.")],
    keep: Annotated[
        Path, typer.Option(help="Every play is kept here (JSON lines), so that a run can go on.")
    ],
    sample: Annotated[
        int | None, typer.Option(min=1, help="Dialogues, drawn with a fixed seed; left out: all.")
    ] = None,
    seconds: Annotated[
        float, typer.Option(help="Begin no dialogue after so long; run it again to go on.")
    ] = float("inf"),
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Write the table here, for programs.")
    ] = None,
    data_dir: DATA_DIR = None,
) -> None:
    """Play the same scripts with the assistant, a LangChain agent and a retrieval chain.

    All with the served model, on the same index. Models are compared by running it once for each
    (SHOPASSIST_LLM_MODEL) with the same --keep.
    """
    import asyncio
    import random

    from pydantic import TypeAdapter
    from rich.console import Console

    from assistant.models.vllm_process import running_server
    from assistant.settings import Settings
    from eval.checker.check import Checker
    from eval.dialogues.load import load_scripts
    from eval.dialogues.report.files import write_report
    from eval.dialogues.report.terminal import progress_bar
    from eval.dialogues.runner import Judge
    from eval.dialogues.stage import open_stage
    from eval.peers.contenders import contenders
    from eval.peers.contest import Standing, contest, for_anyone, standings

    scripts = [for_anyone(script) for script in load_scripts(paths)]
    if sample is not None:
        scripts = random.Random(_SEED).sample(scripts, k=min(sample, len(scripts)))
    settings = Settings.for_data_dir(data_dir)
    with (
        progress_bar() as progress,
        running_server(settings, progress.console.print) as served,
        open_stage(data_dir, with_model=True, say=progress.console.print) as stage,
    ):
        taking_part = contenders(stage, served, settings)
        shown = progress.add_task("Playing", total=len(scripts) * len(taking_part))
        played = asyncio.run(
            contest(
                scripts,
                taking_part,
                Judge(stage.records, Checker(stage.records)),
                served.name,
                keep,
                seconds=seconds,
                on_done=lambda: progress.advance(shown),
            )
        )
    found = standings(played)
    if json_out is not None:
        text = TypeAdapter(list[Standing]).dump_json(found, indent=2).decode()
        write_report(json_out, text + "\n")
    Console().print(_table(found))


def _table(found: "Sequence[Standing]") -> "Table":
    from rich.table import Table

    table = Table(
        "model", "", "passed", "invented in 100 turns", "first useful, ms", "turn, ms", "tokens"
    )
    for each in found:
        table.add_row(
            each.model,
            each.contender,
            f"{each.passed} of {each.dialogues}",
            f"{each.invented_per_100:.1f}",
            str(each.first_useful),
            str(each.total),
            f"{each.tokens:.0f}",
        )
    return table
