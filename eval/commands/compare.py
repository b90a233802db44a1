"""`shopassist eval compare`: what changed between two runs of `shopassist eval dialogues`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from eval.dialogues.comparison import Comparison


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("compare")(compare)


def compare(
    a: Annotated[Path, typer.Argument(help="The `--json` result of the run before.")],
    b: Annotated[Path, typer.Argument(help="The `--json` result of the run after.")],
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Write the comparison here, for programs.")
    ] = None,
) -> None:
    """Compare two dialogue runs turn by turn; exit status 1 where B is significantly worse."""
    import json
    from dataclasses import asdict

    from rich.console import Console

    from eval.dialogues.comparison import compare as compare_runs
    from eval.dialogues.report.files import read_run, write_report

    comparison = compare_runs(read_run(a), read_run(b))
    if json_out is not None:
        write_report(json_out, json.dumps(asdict(comparison), indent=2) + "\n")
    console = Console()
    _print_changes(comparison, console)
    console.print(_table(comparison))
    console.print(f"McNemar's exact p = {comparison.p_value:.3g} over {comparison.turns} turns")
    if comparison.worse:
        raise typer.Exit(1)


def _print_changes(comparison: "Comparison", console: "Console") -> None:
    for word, turns in (("broken", comparison.broken), ("mended", comparison.mended)):
        for turn in turns:
            where = f"{word}: {turn.dialogue}, turn {turn.number}: {turn.shopper}"
            console.print(where, markup=False)
            for failure in turn.failures:
                console.print(f"    {failure}", markup=False, style="dim")
    for name in comparison.missing:
        console.print(f"only in one run: {name}", markup=False)


def _table(comparison: "Comparison") -> "Table":
    from rich.table import Table

    table = Table("", "A", "B", title="Dialogue runs")
    a, b = comparison.a, comparison.b
    rows: list[tuple[str, object, object]] = [
        ("turns passed", a.passed, b.passed),
        ("invented claims", a.invented_claims, b.invented_claims),
        ("written by the model", a.by_model, b.by_model),
        ("first sentence, p50 / p95 ms", a.first_sentence, b.first_sentence),
        ("whole reply, p50 / p95 ms", a.total, b.total),
    ]
    for name, before, after in rows:
        table.add_row(name, str(before), str(after))
    return table
