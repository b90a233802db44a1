"""The run in a terminal: progress while it plays, then what failed and a summary table."""

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from eval.dialogues.results import RunResult


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
    table = Table(title="Dialogues")
    for column in ("passed", "failed", "turns passed", "invented claims", "pass^k", "k"):
        table.add_column(column, justify="right")
    table.add_row(
        str(run.passed),
        str(run.failed),
        f"{run.turn_pass_rate:.1%}",
        str(run.invented_claims),
        f"{run.pass_hat_k:.3f}",
        str(run.repeat),
    )
    return table
