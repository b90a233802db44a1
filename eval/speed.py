"""How near search and indexing come to the bare libraries under them, measured side by side."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import chromadb
from chromadb.config import Settings

from eval.percentiles import Percentiles
from retrieval.chunks import chunks
from retrieval.embedding_cache import EmbeddingCache
from retrieval.embeddings import Embedder, Vectors
from retrieval.generations import Generations
from retrieval.layout import PRODUCTS, VECTORS, products_root
from retrieval.search import ShopIndex
from retrieval.sync import MAX_TOKENS
from retrieval.weights import silent

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

P = ParamSpec("P")
Result = TypeVar("Result")

_DEPTH = 100
_PORTION = 250


@dataclass(frozen=True)
class SearchSpeed:
    """Milliseconds of a whole search, of embedding its query alone, and of Chroma's query alone."""

    search: Percentiles
    embedding: Percentiles
    chroma: Percentiles


@dataclass(frozen=True)
class EmbeddingSpeed:
    """Texts a second, by the indexer and by the bare `SentenceTransformer.encode`."""

    indexer: float
    bare: float


def search_speed(index: ShopIndex, embedder: Embedder, queries: Sequence[str]) -> SearchSpeed:
    """Search for each query, and ask Chroma alone for the 100 vectors nearest to it, in turn.

    Args:
        index: An index whose vectors are in the data directory.
        embedder: Its model once more: the one in the index remembers the queries it has seen.
        queries: Each different one is asked once; the first opens everything and is not counted.
    """
    folder = Generations(products_root(index.data_dir)).current()
    settings = Settings(anonymized_telemetry=False)
    chroma = chromadb.PersistentClient(f"{folder}/{VECTORS}", settings=settings)
    bare = chroma.get_collection(PRODUCTS, embedding_function=None)

    def ask(vectors: Vectors) -> None:
        bare.query(vectors, n_results=_DEPTH, include=["distances"])

    rows: list[tuple[float, float, float]] = []
    for query in dict.fromkeys(queries):
        encoding, vectors = _timed(embedder.encode, [query], "query")
        searching, _ = _timed(index.search, query)
        asking, _ = _timed(ask, vectors)
        rows.append((searching * 1000, encoding * 1000, asking * 1000))
    search, embedding, alone = (Percentiles.of(column) for column in zip(*rows[1:], strict=True))
    return SearchSpeed(search, embedding, alone)


def embedding_speed(
    embedder: Embedder, model: "SentenceTransformer", texts: Sequence[str]
) -> EmbeddingSpeed:
    """Embed texts as the indexer does and as the bare library does, portion by portion in turn.

    Args:
        embedder: The indexer's, with its cache, in a folder that is given back.
        model: The same model, called bare; texts are cut off for it where they are for the indexer.
        texts: Passages of products.
    """
    model.max_seq_length = MAX_TOKENS
    seconds = {"indexer": 0.0, "bare": 0.0}
    with TemporaryDirectory() as folder:
        cache = EmbeddingCache(Path(folder) / "cache.sqlite", embedder, MAX_TOKENS)
        _both(cache, model, ["what is done on first use is done now"])
        for portion in chunks(list(dict.fromkeys(texts)), _PORTION):
            for name, took in zip(seconds, _both(cache, model, portion), strict=True):
                seconds[name] += took
        cache.close()
    count = len(set(texts))
    return EmbeddingSpeed(count / seconds["indexer"], count / seconds["bare"])


def _both(
    cache: EmbeddingCache, model: "SentenceTransformer", texts: list[str]
) -> tuple[float, float]:
    indexer, _ = _timed(cache.vectors, texts, silent)
    bare, _ = _timed(model.encode, texts)
    return indexer, bare


def _timed(work: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> tuple[float, Result]:
    """The seconds that a call takes, and what it returns."""
    started = time.perf_counter()
    result = work(*args, **kwargs)
    return time.perf_counter() - started, result
