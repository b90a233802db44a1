"""`shopassist eval speed`: search and indexing against the bare libraries under them."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import DATA_DIR


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("speed")(speed)


def speed(
    queries: Annotated[Path, typer.Option(help="Queries: JSON lines with _id and text.")],
    sample: Annotated[int, typer.Option(min=10, help="Products to embed.")] = 2_000,
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Write the figures here, for programs.")
    ] = None,
    data_dir: DATA_DIR = None,
) -> None:
    """Time search against a bare Chroma query, and the indexer's embedding against a bare model's.

    Each is measured beside its counterpart in one run, without reranking. The texts embedded are
    those of the indexed products, spread over the catalog.
    """
    import json
    from dataclasses import asdict

    from rich.console import Console
    from sentence_transformers import SentenceTransformer

    from assistant.settings import Settings
    from eval.dialogues.report.files import write_report
    from eval.speed import embedding_speed, search_speed
    from retrieval.embedding_models import find_model, prepare
    from retrieval.embeddings import Embedder
    from retrieval.judgements import read_queries
    from retrieval.search import ShopIndex
    from retrieval.texts import passage

    settings = Settings.for_data_dir(data_dir)
    model = find_model(settings.embedding_model)
    folder = prepare(model, settings.models_dir)
    embedder = Embedder(model, lambda: folder)
    index = ShopIndex.open(settings.data_dir, settings.embedding_model)
    searching = search_speed(index, embedder, [text for _, text in read_queries(queries)])
    products = list(index.catalog.all())
    texts = [passage(each) for each in products[:: max(1, len(products) // sample)][:sample]]
    embedding = embedding_speed(embedder, SentenceTransformer(str(folder), device="cpu"), texts)
    console = Console()
    console.print(f"milliseconds, p50 / p95: search {searching.search}, ", highlight=False)
    console.print(f"  of which its query's embedding {searching.embedding}", highlight=False)
    console.print(f"  bare Chroma query {searching.chroma}", highlight=False)
    console.print(
        f"texts embedded a second: {embedding.indexer:.1f} by the indexer, "
        f"{embedding.bare:.1f} bare ({embedding.indexer / embedding.bare:.2f})",
        highlight=False,
    )
    if json_out is not None:
        report = {"products": len(products), "search": asdict(searching)}
        report["embedding"] = asdict(embedding) | {"texts": len(texts)}
        write_report(json_out, json.dumps(report, indent=2) + "\n")
