"""Which products hold the words of a query: BM25, read from disk without loading it all."""

import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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

    def __len__(self) -> int:
        """How many texts there are."""
        return len(self.positions)

    def has(self, term: str) -> bool:
        """Whether any text holds a term (as `retrieval.analysis.tokens` makes it)."""
        return term in self._vocabulary

    def frequency(self, term: str) -> int:
        """How many texts hold a term."""
        return len(self._column(term)[0])

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
        wanted: dict[str, float] = dict(Counter(query.terms))
        for other in {other for concept in query.concepts for other in concept.others}:
            for term in other:
                wanted[term] = wanted.get(term, 0.0) + _OTHER_NAME
        return self.rank_terms(wanted, limit, fitting)

    def rank_terms(
        self, weights: Mapping[str, float], limit: int, fitting: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Find the texts that score best, of those that hold any of some terms.

        Args:
            weights: Terms, and how much each counts.
            limit: The most to return.
            fitting: Positions that may be returned; None: all.

        Returns:
            Positions, best first, and their scores, each of shape (found,).
        """
        scores = np.zeros(len(self.positions), np.float32)
        for term, weight in weights.items():
            rows, values = self._column(term)
            scores[rows] += weight * values
        if fitting is not None:
            scores = np.where(np.isin(self.positions, fitting), scores, 0)
        best = np.argsort(-scores, kind="stable")[:limit]
        best = best[scores[best] > 0]
        return self.positions[best], scores[best]

    def held(self, terms: Iterable[str], positions: Sequence[int]) -> dict[int, frozenset[str]]:
        """Which of some terms the texts at some positions hold.

        Args:
            terms: Terms (as `retrieval.analysis.tokens` makes them).
            positions: Where to look.

        Returns:
            A set of terms for each position.
        """
        present: dict[int, set[str]] = {position: set() for position in positions}
        wanted = np.array(positions, dtype=np.int64)
        for term in terms:
            rows, _ = self._column(term)
            for position in np.intersect1d(self.positions[rows], wanted).tolist():
                present[position].add(term)
        return {position: frozenset(held) for position, held in present.items()}

    def _column(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The rows of the texts that hold a term, and its score in each."""
        stored = self._model.scores
        if term not in self._vocabulary:
            return np.empty(0, np.int32), np.empty(0, np.float32)
        column = self._vocabulary[term]
        start, end = stored["indptr"][column], stored["indptr"][column + 1]
        return stored["indices"][start:end], stored["data"][start:end]
