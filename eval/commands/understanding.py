"""`shopassist eval understanding`: intents and constraints on labelled messages."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import DATA_DIR

if TYPE_CHECKING:
    from rich.console import Console

    from eval.understanding import UnderstandingReport


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("understanding")(understanding)


def understanding(
    messages: Annotated[
        Path, typer.Option(help="Labelled messages, JSON lines: text, intent, constraints.")
    ],
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Write the report here, for programs.")
    ] = None,
    model: Annotated[
        bool, typer.Option("--model/--no-model", help="Ask the model where the classifier doubts.")
    ] = False,
    data_dir: DATA_DIR = None,
) -> None:
    """Measure how messages are understood, with the words of the shop in the data directory."""
    import asyncio
    import json
    from contextlib import ExitStack
    from dataclasses import asdict

    from rich.console import Console

    from assistant.settings import Settings
    from assistant.understanding import Understander
    from eval.dialogues.report.files import write_report
    from eval.dialogues.report.terminal import progress_bar
    from eval.understanding import read_messages, run_understanding
    from retrieval.search import ShopIndex

    labelled = read_messages(messages)
    settings = Settings.for_data_dir(data_dir)
    index = ShopIndex.open(settings.data_dir, settings.embedding_model)
    with ExitStack() as stack:
        progress = stack.enter_context(progress_bar())
        asked = None
        if model:
            from assistant.models.vllm_process import running_model  # costs seconds

            asked = stack.enter_context(running_model(settings, progress.console.print))
        understander = Understander(index, asked, settings.data_dir / "understanding")
        shown = progress.add_task("Understanding messages", total=len(labelled))
        report = asyncio.run(
            run_understanding(labelled, understander.understand, lambda: progress.advance(shown))
        )
    if json_out is not None:
        write_report(json_out, json.dumps(asdict(report), indent=2, ensure_ascii=False) + "\n")
    _print(report, Console())


def _print(report: "UnderstandingReport", console: "Console") -> None:
    from rich.table import Table

    for miss in report.misses:
        console.print(miss["text"], markup=False)
        console.print(f"    expected {miss['expected']}", markup=False, style="dim")
        console.print(f"    got      {miss['got']}", markup=False, style="dim")
    table = Table("", "", title=f"{report.messages} messages", show_header=False)
    for name, value in (
        ("intent accuracy", f"{report.intent_accuracy:.3f}"),
        ("constraint precision", f"{report.constraint_precision:.3f}"),
        ("constraint recall", f"{report.constraint_recall:.3f}"),
        ("constraint F1", f"{report.constraint_f1:.3f}"),
        ("turns that needed the model", f"{report.model_share:.1%}"),
        ("p50 / p95 ms", f"{report.p50_ms:.0f} / {report.p95_ms:.0f}"),
    ):
        table.add_row(name, value)
    console.print(table)
