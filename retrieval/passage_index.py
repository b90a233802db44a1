"""The index of passages: FAQ entries and pieces of documents, searched together."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from retrieval.analysis import query_words
from retrieval.embedding_cache import EmbeddingCache
from retrieval.embeddings import Embedder, Vectors
from retrieval.fusion import fuse
from retrieval.layout import LEXICAL, PASSAGES, VECTORS
from retrieval.lexical import LexicalIndex
from retrieval.passages import Passage, PassageHit
from retrieval.query import read_query
from retrieval.rephrasing import rephrasings
from retrieval.vectors import VectorStore
from retrieval.weights import Progress

_RECORDS = "passages.jsonl"
_DEPTH = 30
_NEARER = 0.75
"""Each passage has two vectors, of all it says and of its title; the nearer counts so much."""


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
        """Find the passages that answer a question, by meaning, and by its names where it has any.

        Args:
            question: What the shopper asked.
            embedder: The model that the vectors were made with.
            limit: The most to return.

        Returns:
            Those that cover the question first.
        """
        asked = [question, *rephrasings(question, self._lexical.has)]
        similarities = self._similarities(embedder.encode(asked, "query"))
        query = read_query(question, self._lexical.has)
        words, _ = self._lexical.rank(query, _DEPTH)
        names = [word for word in query_words(question) if not embedder.is_word(word)]
        found = fuse([list(similarities), words.tolist()], weights=(1, 1 if names else 0))
        hits = [
            PassageHit(
                self.passages[each.position],
                each.score,
                similarities.get(each.position, 0.0) >= embedder.model.covering,
            )
            for each in found[:limit]
        ]
        return sorted(hits, key=lambda hit: not hit.covered)

    def _similarities(self, vectors: Vectors) -> dict[int, float]:
        """The passages nearest to a question, however it is said, nearest first, with cosines."""
        joint: dict[int, float] = {}
        for vector in vectors:
            for position, cosine in self._nearest(vector).items():
                joint[position] = max(cosine, joint.get(position, cosine))
        return dict(sorted(joint.items(), key=lambda each: -each[1]))

    def _nearest(self, vector: Vectors) -> dict[int, float]:
        """The nearest passages by position, each with its two cosines as one."""
        nearest, cosines = self._vectors.nearest(vector, 2 * _DEPTH, None, None)
        found: dict[int, list[float]] = {}
        for vector_position, cosine in zip(nearest.tolist(), cosines.tolist(), strict=True):
            found.setdefault(vector_position // 2, []).append(cosine)
        furthest = float(cosines.min(initial=1.0))
        return {
            position: _NEARER * both[0] + (1 - _NEARER) * ([*both, furthest][1])
            for position, both in found.items()
        }


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
