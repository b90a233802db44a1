"""`shopassist train reranker`: tunes the model that reorders what the search finds."""

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import DATA_DIR


def register(app: typer.Typer) -> None:
    """Add the command to the group `train`."""
    app.command("reranker")(reranker)


def reranker(
    data_dir: DATA_DIR = None,
    queries: Annotated[
        Path | None, typer.Option(help="Judged queries: JSON lines with _id and text.")
    ] = None,
    qrels: Annotated[
        Path | None, typer.Option(help="Their judgements: query-id, corpus-id, score (TSV).")
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Let the language model write queries, too.")
    ] = False,
    config: Annotated[
        Path | None, typer.Option(help="YAML with the keys to change; see docs/reranking.md.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on from the last checkpoint.")
    ] = False,
) -> None:
    """Tune a reranker on this shop's products, and use it from now on if it ranks better.

    It is measured on queries that were not trained on; its card is written beside it.
    """
    # Imported here: they load torch, and `--help` should not wait for it.
    from rich.console import Console
    from rich.progress import Progress

    from assistant.errors import UserError
    from assistant.models.vllm_process import running_model
    from assistant.query_writer import QueryWriter
    from assistant.settings import Settings
    from retrieval.judgements import read_judged
    from retrieval.search import ShopIndex
    from retrieval.training.config import read_config
    from retrieval.training.run import put_to_use, run

    if (queries is None) != (qrels is None):
        raise UserError("judgements are two files: give both --queries and --qrels")
    judged = read_judged(queries, qrels) if queries and qrels else None
    chosen, settings = read_config(config), Settings.for_data_dir(data_dir)
    index = ShopIndex.open(settings.data_dir, settings.embedding_model)
    console = Console(highlight=False, soft_wrap=True)
    with ExitStack() as stack:
        writer = None
        if write and not resume:
            writer = QueryWriter(stack.enter_context(running_model(settings, console.print)))
        bars = stack.enter_context(Progress(console=console))
        tasks = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what)
            bars.update(tasks[what], completed=done, total=total)

        made = run(index, chosen, show, judged=judged, write=writer, resume=resume)
    comparison = made.measured.comparison
    console.print(
        f"{len(made.measured.after.per_query)} test queries: {len(comparison.wins)} better, "
        f"{len(comparison.losses)} worse; ndcg@10 {comparison.gain:+.4f}, "
        f"p = {comparison.p_value:.4f}. Reranker and its card: {made.folder}"
    )
    if made.better:
        console.print(f"Used from now on: {put_to_use(made.folder, settings.data_dir)}")
    else:
        console.print("It ranks no better than the search without it, and is not used.")
