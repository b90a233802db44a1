"""What a catalog costs as it grows: time, memory and disk, measured in processes of their own."""

import multiprocessing
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import numpy as np

from eval.percentiles import Percentiles
from eval.synthetic import Originals, RelativesEmbedder, write_catalog
from retrieval.embeddings import Vectors
from retrieval.errors import UserError
from retrieval.filters import Constraints
from retrieval.generation import ProductGeneration
from retrieval.generations import Generations
from retrieval.layout import CATALOG, LEXICAL, VECTORS, products_root
from retrieval.product import Product
from retrieval.query import read_query
from retrieval.search import ShopIndex
from retrieval.sync import sync_products

Result = TypeVar("Result")
Item = TypeVar("Item")

_QUERIES = 200
_WORDS = 4
_DEPTH = 100
_FILTER = Constraints(in_stock=True)
_STATUS = Path("/proc/self/status")


@dataclass(frozen=True)
class Indexing:
    """Seconds of three runs, without the embedding model, and the most memory that they took."""

    first_s: float
    unchanged_s: float
    one_price_s: float
    peak_mb: float


@dataclass(frozen=True)
class Serving:
    """The 95th percentile of a search and of its parts, in milliseconds, without the model."""

    open_s: float
    search_ms: float | None
    words_ms: float | None
    meaning_ms: float | None
    filter_ms: float | None
    memory_mb: float


@dataclass(frozen=True)
class Growth:
    """All that was measured at one size; `disk_mb` by part of the index."""

    products: int
    indexing: Indexing
    serving: Serving
    disk_mb: dict[str, float]


def measure_growth(originals: Originals, size: int, folder: Path) -> Growth:
    """Index and search a catalog of so many products.

    Args:
        originals: What the catalog is made of.
        size: How many products.
        folder: Where there is room for it: about 10 kB a product, given back at the end.

    Raises:
        UserError: The system does not say how much memory a process takes.
    """
    if not _STATUS.exists():
        raise UserError("memory can only be measured on Linux")
    with TemporaryDirectory(dir=folder) as name:
        place = Path(name)
        for feed, price in (("feed.jsonl", None), ("changed.jsonl", "1.23")):
            write_catalog(originals.products, size, place / feed, price)
        indexing = _alone(_index, place, originals.vectors)
        serving = _alone(_serve, place, originals.vectors, _queries(originals.products[:size]))
        return Growth(size, indexing, serving, _disk(place / "var"))


def _queries(products: Sequence[Product]) -> list[str]:
    """The first words of some titles."""
    chosen = np.random.default_rng(0).permutation(len(products))[:_QUERIES].tolist()
    return [" ".join(products[each].title.split()[:_WORDS]) for each in chosen]


def _alone(work: Callable[..., Result], *arguments: object) -> Result:
    """Do some work in a fresh process, whose memory is nobody else's."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=context) as pool:
        return pool.submit(work, *arguments).result()


def _index(place: Path, vectors: Vectors) -> Indexing:
    embedder = RelativesEmbedder(vectors)
    runs = [
        sync_products([place / feed], place / "var", embedder).seconds
        for feed in ("feed.jsonl", "feed.jsonl", "changed.jsonl")
    ]
    return Indexing(runs[0], runs[1], runs[2], _memory("VmHWM"))


def _serve(place: Path, vectors: Vectors, texts: list[str]) -> Serving:
    embedder = RelativesEmbedder(vectors)
    started = time.monotonic()
    index = ShopIndex(place / "var", embedder)
    index.search(texts[0])
    opened = time.monotonic() - started
    search = _p95(index.search, texts)
    generation = ProductGeneration(_current(place / "var"))
    read = [read_query(text, generation.lexical.has) for text in texts]
    encoded = [embedder.encode([text], "query")[0] for text in texts]
    return Serving(
        open_s=opened,
        search_ms=search,
        words_ms=_p95(lambda query: generation.lexical.rank(query, _DEPTH), read),
        meaning_ms=_p95(
            lambda vector: generation.vectors.nearest(vector, _DEPTH, None, None), encoded
        ),
        filter_ms=_p95(lambda _: generation.fitting(_FILTER), texts[:20]),
        memory_mb=_memory("VmRSS"),
    )


def _current(data_dir: Path) -> Path:
    folder = Generations(products_root(data_dir)).current()
    if folder is None:
        raise RuntimeError(f"nothing was indexed in {data_dir}")
    return folder


def _p95(work: Callable[[Item], object], items: Sequence[Item]) -> float | None:
    return Percentiles.of(_milliseconds(work, items)).p95


def _milliseconds(work: Callable[[Item], object], items: Iterable[Item]) -> Iterable[float]:
    for item in items:
        started = time.perf_counter()
        work(item)
        yield (time.perf_counter() - started) * 1000


def _memory(name: str) -> float:
    """A figure of this process, in megabytes."""
    line = next(each for each in _STATUS.read_text().splitlines() if each.startswith(name))
    return int(line.split()[1]) / 1024


def _disk(data_dir: Path) -> dict[str, float]:
    current = _current(data_dir)
    parts = {
        "records": current / CATALOG,
        "words": current / LEXICAL,
        "vectors": current / VECTORS,
        "embedding cache": data_dir / "index" / "embeddings",
    }
    return {name: _size(path) / 2**20 for name, path in parts.items()}


def _size(path: Path) -> int:
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    return sum(each.stat().st_size for each in files)
