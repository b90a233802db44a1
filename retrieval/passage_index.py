"""The index of passages: FAQ entries and pieces of documents, searched together."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from retrieval.analysis import tokens
from retrieval.coverage import is_covered
from retrieval.embedding_cache import EmbeddingCache
from retrieval.embeddings import Embedder
from retrieval.evidence import coverage
from retrieval.fusion import fuse
from retrieval.layout import LEXICAL, PASSAGES, VECTORS
from retrieval.lexical import LexicalIndex
from retrieval.passages import Passage, PassageHit
from retrieval.query import Query, read_query
from retrieval.vectors import VectorStore
from retrieval.weights import Progress

_RECORDS = "passages.jsonl"
_DEPTH = 30
"""Each passage has two vectors: of all it says, and of its question or headings alone."""


class PassageIndex:
    """Passages of one generation, by position."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.passages = read_passages(folder)
        self._lexical = LexicalIndex.open(folder / LEXICAL)
        self._vectors = VectorStore(folder / VECTORS, PASSAGES)

    def close(self) -> None:
        """Give back what is open on disk."""
        self._vectors.close()

    def search(self, question: str, embedder: Embedder, limit: int) -> list[PassageHit]:
        """Find the passages nearest to a question, by words and meaning together.

        Args:
            question: What the shopper asked.
            embedder: The model that the vectors were made with.
            limit: The most to return.

        Returns:
            Those that cover the question first.
        """
        query = read_query(question, self._lexical.has)
        vector = embedder.encode([question], "query")[0]
        nearest, similarity = self._vectors.nearest(vector, 2 * _DEPTH, None, None)
        similarities: dict[int, float] = {}
        for each, value in zip(nearest // 2, similarity, strict=True):
            similarities.setdefault(int(each), float(value))
        words, _ = self._lexical.rank(query, _DEPTH)
        found = fuse([list(similarities), words.tolist()], weights=(1, 1))
        calibration = embedder.model.passages
        hits = []
        for each in found[:limit]:
            similarity_ = similarities.get(each.position, 0.0)
            share = self._share(query, each.position)
            covered = is_covered(similarity_, share, calibration)
            hits.append(PassageHit(self.passages[each.position], each.score, covered))
        return sorted(hits, key=lambda hit: not hit.covered)

    def _share(self, query: Query, position: int) -> float:
        """How much of what a question names a passage holds."""
        passage = self.passages[position]
        held = set(tokens(f"{passage.title} {passage.text}"))
        return coverage(query.concepts, held, self._lexical.frequency, len(self.passages))


def read_passages(folder: Path) -> list[Passage]:
    """The passages of a generation, in the order of their positions."""
    lines = (folder / _RECORDS).read_text().splitlines()
    return [Passage.model_validate(json.loads(line)) for line in lines]


def write_passages(
    folder: Path, passages: Sequence[Passage], cache: EmbeddingCache, progress: Progress
) -> None:
    """Write a whole generation; vectors that were made before are taken from the cache."""
    records = "".join(f"{passage.model_dump_json()}\n" for passage in passages)
    (folder / _RECORDS).write_text(records)
    texts = [_text(passage) for passage in passages]
    LexicalIndex.build(folder / LEXICAL, enumerate(texts))
    vectors = cache.vectors(
        [
            each
            for text, passage in zip(texts, passages, strict=True)
            for each in (text, passage.title)
        ],
        progress,
    )
    positions = np.arange(len(vectors)).tolist()
    store = VectorStore(folder / VECTORS, PASSAGES)
    store.put(positions, vectors, [{"kind": passages[each // 2].kind} for each in positions])
    store.close()


def _text(passage: Passage) -> str:
    return f"{passage.title}\n{passage.text}"
