"""`shopassist eval retrieval`: ways to search, compared on judged queries."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.options import DATA_DIR

if TYPE_CHECKING:
    from assistant.settings import Settings
    from retrieval.judgements import Judged
    from retrieval.measures import Figures
    from retrieval.reordering import Reordering

_MAIN = ("reranked", "fused")
"""What the assistant uses, the first that was measured: its figures stand first."""
_SHOWN = 5


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("retrieval")(retrieval)


def retrieval(
    queries: Annotated[Path, typer.Option(help="Queries: JSON lines with _id and text.")],
    qrels: Annotated[Path, typer.Option(help="Judgements: query-id, corpus-id, score (TSV).")],
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Write the figures here, for programs.")
    ] = None,
    plot_out: Annotated[
        Path | None, typer.Option("--plot", help="Draw the figures here (.png, .svg, .pdf).")
    ] = None,
    configurations: Annotated[
        list[str] | None,
        typer.Option(
            "--configuration", help="lexical, dense, fused or reranked; repeat it for several."
        ),
    ] = None,
    data_dir: DATA_DIR = None,
) -> None:
    """Measure search on judged queries, over the whole indexed catalog."""
    from rich.progress import Progress

    from assistant.settings import Settings
    from eval.retrieval import plot, report
    from retrieval.errors import UserError
    from retrieval.judgements import read_judged
    from retrieval.ranking import Method
    from retrieval.rerank import find_reranker

    settings = Settings.for_data_dir(data_dir)
    reranks = find_reranker(settings.models_dir) is not None
    usual = [method.value for method in Method if reranks or method is not Method.RERANKED]
    names = configurations or usual
    if Method.RERANKED in names and not reranks:
        raise UserError("there is no reranker here: run `shopassist train reranker` first")
    if unknown := sorted(set(names) - {method.value for method in Method}):
        raise UserError(f"unknown configuration {unknown[0]!r}: choose {', '.join(Method)}")
    judged = read_judged(queries, qrels)
    found: dict[str, Figures] = {}
    with Progress(transient=True) as bars:
        for name in names:
            bar = bars.add_task(name, total=len(judged.queries))
            found[name] = _measured(settings, name, judged, partial(bars.advance, bar))
    main = next((name for name in _MAIN if name in found), names[0])
    if json_out is not None:
        _write(json_out, report(judged, found, main, settings.embedding_model))
    if plot_out is not None:
        plot(judged, found, main, plot_out)
    _print(judged, found, main)


def _measured(
    settings: "Settings", name: str, judged: "Judged", on_done: Callable[[], None]
) -> "Figures":
    """Measure one configuration on an index of its own: it remembers no query of another's."""
    from eval.retrieval import DEPTH
    from retrieval.measures import measure
    from retrieval.ranking import Method
    from retrieval.search import ShopIndex

    index = ShopIndex.open(settings.data_dir, settings.embedding_model, _reordering(settings))
    method = Method(name)

    def rank(text: str) -> list[str]:
        return [id_ for id_, _ in index.rank_ids(text, method, limit=DEPTH)]

    rank("the first query loads the model and opens the indexes")
    return measure(judged, rank, on_done)


def _reordering(settings: "Settings") -> "Reordering | None":
    """The shop's reranker with time enough: a machine at other work does not change the figures."""
    from retrieval.reordering import Reordering
    from retrieval.rerank import find_reranker

    reranker = find_reranker(settings.models_dir)
    return Reordering(reranker, seconds=float("inf")) if reranker else None


def _write(path: Path, report: dict[str, Any]) -> None:
    from retrieval.errors import UserError

    try:
        path.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise UserError(f"cannot write {path}: {error.strerror}") from error


def _print(judged: "Judged", found: dict[str, "Figures"], main: str) -> None:
    from rich.console import Console
    from rich.table import Table

    from retrieval.measures import MEASURES, compare

    console = Console()
    table = Table("configuration", *MEASURES, "p50 ms", "p95 ms")
    for name, figures in found.items():
        summary = figures.summary()
        shown = [_with_interval(figures, each) for each in MEASURES]
        table.add_row(name, *shown, f"{summary['p50_ms']:.0f}", f"{summary['p95_ms']:.0f}")
    console.print(table)
    console.print(f"{len(judged.queries)} queries with a relevant product")
    for name in [each for each in found if each != main]:
        result = compare(found[main], found[name])
        console.print(
            f"{main} against {name}: {len(result.wins)} better, {len(result.losses)} worse, "
            f"{result.ties} equal (gain {result.gain:+.3f}, p = {result.p_value:.3f})"
        )
        for heading, queries in (("most gained", result.wins), ("most lost", result.losses)):
            listed = [f"{judged.queries[each]} {queries[each]:+.2f}" for each in queries]
            console.print(f"  {heading}: {', '.join(listed[:_SHOWN])}", highlight=False)


def _with_interval(figures: "Figures", measure: str) -> str:
    low, high = figures.interval(measure)
    return f"{figures.mean(measure):.3f} ({low:.3f}–{high:.3f})"
