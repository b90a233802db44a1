"""Which products hold the words of a query: BM25, read from disk without loading it all."""

import logging
from collections.abc import Iterable
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from retrieval.analysis import tokens
from retrieval.query import Query

_K1, _B = 0.9, 0.4
"""The values that long-standing baselines use; titles repeated for weight want early saturation."""
_POSITIONS = "positions.npy"
_EMPTY = ""
_OTHER_NAME = 0.5

# The library sets its own logger to DEBUG, which no shop wants to read between progress bars.
logging.getLogger("bm25s").setLevel(logging.WARNING)


class LexicalIndex:
    """A BM25 index over the texts of one generation, by position."""

    def __init__(self, model: bm25s.BM25, positions: NDArray[np.int64]) -> None:
        self._model = model
        self._vocabulary: dict[str, int] = model.vocab_dict
        self.positions = positions

    @classmethod
    def build(cls, folder: Path, texts: Iterable[tuple[int, str]]) -> None:
        """Index texts, given with their positions, and write the index to a folder."""
        positions, documents = [], []
        for position, text in texts:
            positions.append(position)
            documents.append(tokens(text) or [_EMPTY])
        model = bm25s.BM25(k1=_K1, b=_B)
        model.index(documents, show_progress=False)
        folder.mkdir(parents=True, exist_ok=True)
        model.save(str(folder), show_progress=False)
        np.save(folder / _POSITIONS, np.array(positions, dtype=np.int64))

    @classmethod
    def open(cls, folder: Path) -> "LexicalIndex":
        """Open an index that was built before; its arrays stay on disk until they are read."""
        model = bm25s.BM25.load(str(folder), mmap=True, show_progress=False)
        return cls(model, np.load(folder / _POSITIONS))

    def has(self, term: str) -> bool:
        """Whether any text holds a term (as `retrieval.analysis.tokens` makes it)."""
        return term in self._vocabulary

    def frequency(self, term: str) -> int:
        """How many texts hold a term."""
        if term not in self._vocabulary:
            return 0
        column = self._vocabulary[term]
        pointers = self._model.scores["indptr"]
        return int(pointers[column + 1] - pointers[column])

    def rank(
        self, query: Query, limit: int, fitting: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Find the texts that score best, of those that hold any word of the query.

        Args:
            query: What to look for; other names of it count half.
            limit: The most to return.
            fitting: Positions that may be returned; None: all.

        Returns:
            Positions, best first, and their scores, each of shape (found,).
        """
        scores = self._scores(query.terms)
        for other in {other for concept in query.concepts for other in concept.others}:
            scores = scores + _OTHER_NAME * self._scores(other)
        if fitting is not None:
            scores = np.where(np.isin(self.positions, fitting), scores, 0)
        best = np.argsort(-scores, kind="stable")[:limit]
        best = best[scores[best] > 0]
        return self.positions[best], scores[best]

    def _scores(self, terms: Iterable[str]) -> NDArray[np.float32]:
        known = [term for term in terms if term in self._vocabulary]
        if not known:
            return np.zeros(len(self.positions), np.float32)
        scores: NDArray[np.float32] = self._model.get_scores(known)
        return scores
