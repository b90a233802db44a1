"""`shopassist index`: brings the shop's products, FAQ, documents and orders into the indexes."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from assistant.cli.options import DATA_DIR
from assistant.corrections import corrected_faq
from assistant.settings import Settings

if TYPE_CHECKING:
    from retrieval.passages import PassageKind
    from retrieval.product import Product
    from retrieval.sync import Report

_PASSAGES: dict[str, "PassageKind"] = {"faq": "faq", "documents": "document"}

FILES = Annotated[list[Path], typer.Argument(help="All files, taken together.", metavar="FILE...")]

app = typer.Typer(
    help="Index products, FAQ, documents and orders: what the files do not hold any more, goes.",
    no_args_is_help=True,
)


@app.command()
def products(files: FILES, data_dir: DATA_DIR = None) -> None:
    """Index product feeds (JSON lines and other formats; see docs/feeds.md)."""
    index_files("products", files, Settings.for_data_dir(data_dir), Console())


@app.command()
def faq(files: FILES, data_dir: DATA_DIR = None) -> None:
    """Index frequent questions with their answers (JSON lines, YAML), and what agents added."""
    settings = Settings.for_data_dir(data_dir)
    # What agents corrected goes before a question of the same words in the files.
    index_files("faq", [*corrected_faq(settings.data_dir), *files], settings, Console())


@app.command()
def documents(files: FILES, data_dir: DATA_DIR = None) -> None:
    """Index policies and manuals (Markdown, plain text)."""
    index_files("documents", files, Settings.for_data_dir(data_dir), Console())


@app.command()
def orders(
    file: Annotated[Path, typer.Argument(help="JSON with users, orders and products.")],
    data_dir: DATA_DIR = None,
) -> None:
    """Import orders into the built-in order desk; what it has done since stays done."""
    from assistant.orders.importer import import_orders

    console = Console()
    rejected: list[str] = []
    count = import_orders(file, Settings.for_data_dir(data_dir).data_dir, rejected.append)
    _print_rejections(console, rejected)
    console.print(f"{count:,} orders, {len(rejected):,} records rejected")


@app.command()
def vendure(data_dir: DATA_DIR = None) -> None:
    """Index the catalog of the Vendure server that the settings name."""
    from assistant.orders.connectors.vendure import vendure_client
    from assistant.orders.connectors.vendure_catalog import read_catalog

    settings = Settings.for_data_dir(data_dir)
    _index_catalog("vendure", read_catalog(vendure_client(settings)), settings)


@app.command()
def shopify(data_dir: DATA_DIR = None) -> None:
    """Index the catalog of the Shopify shop that the settings name."""
    from assistant.orders.connectors.shopify import shopify_client
    from assistant.orders.connectors.shopify_catalog import read_catalog

    settings = Settings.for_data_dir(data_dir)
    _index_catalog("shopify", read_catalog(shopify_client(settings)), settings)


def _index_catalog(system: str, products: "Iterable[Product]", settings: Settings) -> None:
    from assistant.orders.connectors.remote import write_feed

    feed = settings.data_dir / "feeds" / f"{system}.jsonl"
    write_feed(products, feed)
    index_files("products", [feed], settings, Console())


def index_files(kind: str, files: Sequence[Path], settings: Settings, console: Console) -> None:
    """Index files and say what was done, with every rejected row's line and reason.

    Args:
        kind: "products", "faq" or "documents".
        files: All files of that kind.
        settings: Which data directory, which embedding model.
        console: Shows progress and the result.

    Raises:
        UserError: A file cannot be read, nothing in it can be used, another run is at work.
        DownloadError: The embedding model cannot be had.
    """
    # Imported here: they take a second, and `--help` needs none of it.
    from retrieval.embedding_models import find_model, prepare
    from retrieval.embeddings import Embedder
    from retrieval.passage_sync import sync_passages
    from retrieval.sync import sync_products

    model = find_model(settings.embedding_model)
    chroma = settings.chroma_url
    with _progress(console) as progress:
        embedder = Embedder(model, lambda: prepare(model, settings.models_dir, progress))
        if kind == "products":
            report = sync_products(files, settings.data_dir, embedder, progress, chroma)
        else:
            report = sync_passages(
                _PASSAGES[kind], files, settings.data_dir, embedder, progress, chroma
            )
    _print_report(console, kind, report)


class Bars:
    """One progress bar for each thing that is being done; finished ones stay to be read."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show how far it is; a total of 0: nobody knows how much there is."""
        if what not in self._tasks:
            self._tasks[what] = self._bars.add_task(what, total=total or None)
        self._bars.update(self._tasks[what], completed=done, total=total or None)


@contextmanager
def _progress(console: Console) -> Iterator[Bars]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bars:
        yield Bars(bars)


def _print_report(console: Console, kind: str, report: "Report") -> None:
    _print_rejections(console, list(map(str, report.rejected)))
    console.print(
        f"{kind}: {report.records:,} indexed in {report.seconds:.1f} s ({report.added:,} new, "
        f"{report.updated:,} changed, {report.unchanged:,} unchanged, {report.removed:,} removed, "
        f"{report.embedded:,} embedded), {len(report.rejected):,} rejected",
        highlight=False,
        soft_wrap=True,
    )


def _print_rejections(console: Console, lines: list[str]) -> None:
    for line in lines:
        console.print(f"rejected {line}", markup=False, highlight=False, soft_wrap=True)
