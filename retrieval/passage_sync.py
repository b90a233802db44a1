"""Brings the index of passages in line with the shop's FAQ, or with its documents."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from retrieval.embedding_cache import EmbeddingCache
from retrieval.embeddings import Embedder
from retrieval.errors import UserError
from retrieval.feeds.passages import read_documents, read_faq
from retrieval.feeds.rows import Rejection
from retrieval.generations import FORMAT, Generations, Manifest
from retrieval.layout import PASSAGES, cache_path, passages_root
from retrieval.passage_index import read_passages, write_passages
from retrieval.passages import Passage, PassageKind
from retrieval.sync import Report
from retrieval.weights import Progress, silent

_MAX_TOKENS = 256

_READERS: dict[PassageKind, Callable[[Iterable[Path]], Iterator[Passage | Rejection]]] = {
    "faq": read_faq,
    "document": read_documents,
}


def sync_passages(
    kind: PassageKind,
    paths: Sequence[Path],
    data_dir: Path,
    embedder: Embedder,
    progress: Progress = silent,
    chroma_url: str | None = None,
    *,
    partial: bool = False,
) -> Report:
    """Make the index hold exactly the passages of these files, and leave the other kind alone.

    Whoever reads meanwhile keeps the old state until the new one is complete.

    Args:
        kind: Whether the files are of the FAQ or documents.
        paths: All files of that kind.
        data_dir: The data directory.
        embedder: The embedding model.
        progress: Told what is being done, and how far it is.
        chroma_url: The Chroma server that keeps the vectors; None: the data directory does.
        partial: The files hold some of the passages only; those that are in none stay.

    Returns:
        What was done, with every rejected row.

    Raises:
        UserError: A file cannot be read, nothing in it can be used, another run is at work.
    """
    started = time.monotonic()
    generations = Generations(passages_root(data_dir), chroma_url)
    with generations.lock():
        report = Report()
        fresh = _read(kind, paths, report)
        before = _indexed(generations)
        written = {each.id for each in fresh}
        replaced = [
            each for each in before if each.kind == kind and (each.id in written or not partial)
        ]
        gone = {each.id for each in replaced}
        merged = [each for each in before if each.id not in gone] + fresh
        _compare(replaced, fresh, report)
        if merged != before or generations.usable(embedder.name) is None:
            path = cache_path(data_dir, embedder.name, PASSAGES)
            cache = EmbeddingCache(path, embedder, _MAX_TOKENS)
            generation = generations.begin(copy=False)
            write_passages(generation, merged, cache, progress)
            report.embedded = report.added + report.updated
            manifest = Manifest(embedding_model=embedder.name, records=len(merged))
            generations.publish(generation, manifest)
            cache.close()
    report.seconds = time.monotonic() - started
    return report


def _read(kind: PassageKind, paths: Sequence[Path], report: Report) -> list[Passage]:
    fresh: list[Passage] = []
    for row in _READERS[kind](paths):
        if isinstance(row, Rejection):
            report.rejected.append(row)
        else:
            fresh.append(row)
    if not fresh:
        first = f"; the first reason: {report.rejected[0]}" if report.rejected else ""
        named = ", ".join(map(str, paths))
        raise UserError(f"nothing usable in {named}: nothing was changed{first}")
    return fresh


def _indexed(generations: Generations) -> list[Passage]:
    """What the current generation holds, whatever model it was made with."""
    current = generations.current()
    manifest = generations.manifest(current) if current else None
    if current is None or manifest is None or manifest.format != FORMAT:
        return []
    return read_passages(current)


def _compare(before: list[Passage], fresh: list[Passage], report: Report) -> None:
    known = {each.id: each for each in before}
    for each in fresh:
        earlier = known.pop(each.id, None)
        report.added += earlier is None
        report.updated += earlier is not None and earlier != each
        report.unchanged += earlier == each
    report.removed = len(known)
