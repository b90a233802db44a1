"""Brings the index of products in line with a feed: whole, at once, and only where it changed."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from retrieval.build import Changes, build
from retrieval.catalog_writer import CatalogWriter, Known
from retrieval.embedding_cache import EmbeddingCache
from retrieval.embeddings import Embedder
from retrieval.errors import UserError
from retrieval.feeds import Rejection, read_products
from retrieval.generations import Generations
from retrieval.layout import CATALOG, PRODUCTS, cache_path, products_root
from retrieval.records import hash_of
from retrieval.weights import Progress, silent

MAX_TOKENS = 128
"""What a product is stands at its text's beginning; the rest costs time and moves few ranks."""


@dataclass
class Report:
    """What a run found and did, in numbers of records."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    embedded: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def records(self) -> int:
        """How many records the index now holds."""
        return self.added + self.updated + self.unchanged


def sync_products(
    paths: Sequence[Path],
    data_dir: Path,
    embedder: Embedder,
    progress: Progress = silent,
    chroma_url: str | None = None,
) -> Report:
    """Make the index hold exactly the products of these files, taken together as one feed.

    Records that have not changed are left as they are; a change of price or stock embeds nothing.
    Whoever reads meanwhile keeps the old state until the new one is complete. Killed at any
    point, the old state serves on and the next run completes the work.

    Args:
        paths: The files of the feed.
        data_dir: The data directory.
        embedder: The embedding model; another one than last time embeds everything anew.
        progress: Told what is being done, and how far it is.
        chroma_url: The Chroma server that keeps the vectors; None: the data directory does.

    Returns:
        What was done, with every rejected row.

    Raises:
        UserError: A file cannot be read, nothing in the feed can be used, another run is at work.
    """
    started = time.monotonic()
    generations = Generations(products_root(data_dir), chroma_url)
    with generations.lock():
        known = _known(generations, embedder.name)
        report = Report()
        changes = _compare(paths, known, report, progress)
        if changes.written or changes.removed:
            path = cache_path(data_dir, embedder.name, PRODUCTS)
            cache = EmbeddingCache(path, embedder, MAX_TOKENS)
            report.embedded = build(generations, changes, cache, progress)
            cache.close()
    report.seconds = time.monotonic() - started
    return report


def _known(generations: Generations, model: str) -> dict[str, Known]:
    """What the current generation holds; nothing where it must be built anew."""
    current = generations.usable(model)
    if current is None:
        return {}
    writer = CatalogWriter(current / CATALOG)
    try:
        return writer.known()
    finally:
        writer.close()


def _compare(
    paths: Sequence[Path], known: dict[str, Known], report: Report, progress: Progress
) -> Changes:
    changes = Changes(known)
    seen: set[str] = set()
    for number, row in enumerate(read_products(paths), start=1):
        if number % 500 == 0:
            progress("reading", number, 0)
        if isinstance(row, Rejection):
            report.rejected.append(row)
            continue
        seen.add(row.id)
        record = row.model_dump_json(exclude_defaults=True)
        before = known.get(row.id)
        if before is not None and before.content_hash == hash_of(record):
            report.unchanged += 1
            continue
        changes.written[row.id] = record
        report.added += before is None
        report.updated += before is not None
    if not seen:
        raise UserError(_nothing_usable(paths, report.rejected))
    changes.removed = [each.position for id_, each in known.items() if id_ not in seen]
    report.removed = len(changes.removed)
    return changes


def _nothing_usable(paths: Sequence[Path], rejected: list[Rejection]) -> str:
    first = f"; the first reason: {rejected[0]}" if rejected else ""
    return f"no usable product in {', '.join(map(str, paths))}: nothing was changed{first}"
