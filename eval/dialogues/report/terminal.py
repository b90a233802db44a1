"""The run in a terminal: progress while it plays, then what failed and a summary table."""

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from eval.dialogues.results import RunResult, TurnResult
from eval.percentiles import Percentiles


def progress_bar() -> Progress:
    """Return a progress bar on standard error, so that standard output stays clean."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )


def print_summary(run: RunResult, console: Console) -> None:
    """Print every failed turn with its failures, then the table of the run."""
    for dialogue in run.dialogues:
        if dialogue.passed:
            continue
        console.print(f"[bold red]failed[/] {escape(dialogue.name)}")
        for number, turn in enumerate(dialogue.turns, start=1):
            if not turn.passed:
                console.print(f"  turn {number}: {escape(turn.shopper)}")
                for failure in turn.failures:
                    console.print(f"    {escape(failure)}", style="red")
                console.print(f"    reply: {escape(turn.reply)}", style="dim")
    for name in run.skipped:
        console.print(f"[yellow]skipped[/] {escape(name)}: needs a language model")
    console.print(_table(run))


def _table(run: RunResult) -> Table:
    turns = [turn for dialogue in run.dialogues for turn in dialogue.turns]
    by_model = sum(turn.source == "model" for turn in turns)
    table = Table("Dialogues", "", show_header=True)
    table.columns[1].justify = "right"
    for name, value in {
        "passed": str(run.passed),
        "failed": str(run.failed),
        "turns passed": f"{run.turn_pass_rate:.1%}",
        "invented claims": str(run.invented_claims),
        f"all of {run.repeat} trials pass": f"{run.pass_hat_k:.3f}",
        "written by the model": f"{by_model} of {len(turns)} turns",
        "first sentence, p50 / p95 ms": str(_times(turns, "first_sentence")),
        "whole reply, p50 / p95 ms": str(_times(turns, "total")),
    }.items():
        table.add_row(name, value)
    return table


def _times(turns: list[TurnResult], name: str) -> Percentiles:
    return Percentiles.of(getattr(turn.timings, name) for turn in turns)
