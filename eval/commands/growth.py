"""`shopassist eval growth`: time, memory and disk as a catalog grows."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import DATA_DIR

if TYPE_CHECKING:
    from rich.table import Table

    from eval.growth import Growth


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("growth")(growth)


def growth(
    sizes: Annotated[
        list[int] | None, typer.Option("--size", min=10, help="Products; repeat it for several.")
    ] = None,
    json_out: Annotated[
        Path | None,
        typer.Option("--json", help="Write the figures here; sizes measured before are kept."),
    ] = None,
    plot_out: Annotated[
        Path | None, typer.Option("--plot", help="Draw them here (.svg or .png).")
    ] = None,
    data_dir: DATA_DIR = None,
) -> None:
    """Index and search catalogs made of the indexed products, and measure what they cost.

    Their vectors are those of the indexed products with noise: embedding is not measured here.
    """
    from pydantic import TypeAdapter
    from rich.console import Console

    from assistant.settings import Settings
    from eval.dialogues.report.files import write_report
    from eval.growth import Growth, measure_growth
    from eval.growth_plot import draw
    from eval.synthetic import read_originals

    layout = TypeAdapter(list[Growth])
    known = layout.validate_json(json_out.read_bytes()) if json_out and json_out.exists() else []
    found = {each.products: each for each in known}
    settings, console = Settings.for_data_dir(data_dir), Console()
    originals = read_originals(settings.data_dir)
    for size in sizes or [2_000, 20_000, 200_000]:
        console.print(f"Measuring {size:,} products")
        found[size] = measure_growth(originals, size, settings.data_dir)
        rows = [found[each] for each in sorted(found)]
        if json_out is not None:
            write_report(json_out, layout.dump_json(rows, indent=2).decode() + "\n")
    console.print(_table(rows))
    if plot_out is not None:
        draw(rows, plot_out)


def _table(rows: "list[Growth]") -> "Table":
    from rich.table import Table

    table = Table("", *[f"{row.products:,}" for row in rows], title="products")
    lines = {
        "first index, s": [f"{row.indexing.first_s:.1f}" for row in rows],
        "unchanged, s": [f"{row.indexing.unchanged_s:.1f}" for row in rows],
        "one price changed, s": [f"{row.indexing.one_price_s:.1f}" for row in rows],
        "memory to index, MB": [f"{row.indexing.peak_mb:.0f}" for row in rows],
        "disk, MB": [f"{sum(row.disk_mb.values()):.0f}" for row in rows],
        "open, s": [f"{row.serving.open_s:.1f}" for row in rows],
        "search p95, ms": [f"{row.serving.search_ms:.1f}" for row in rows],
        "  words p95, ms": [f"{row.serving.words_ms:.1f}" for row in rows],
        "  meaning p95, ms": [f"{row.serving.meaning_ms:.1f}" for row in rows],
        "  a filter p95, ms": [f"{row.serving.filter_ms:.1f}" for row in rows],
        "memory to serve, MB": [f"{row.serving.memory_mb:.0f}" for row in rows],
    }
    for name, cells in lines.items():
        table.add_row(name, *cells)
    return table
