"""Vectors that were made once, by the hash of their text: an interrupted run loses no work."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from retrieval.chunks import chunks
from retrieval.database import open_database
from retrieval.embeddings import Embedder, Vectors
from retrieval.records import hash_of
from retrieval.weights import Progress


class CacheBase(DeclarativeBase):
    """Base of the cache's table."""


class VectorRow(CacheBase):
    """A vector, as the bytes of its float32 numbers."""

    __tablename__ = "vector"

    text_hash: Mapped[str] = mapped_column(primary_key=True)
    vector: Mapped[bytes]


class EmbeddingCache:
    """The vectors of one embedding model."""

    def __init__(self, path: Path, embedder: Embedder, max_tokens: int) -> None:
        self._database = open_database(path, CacheBase)
        self._embedder = embedder
        self._max_tokens = max_tokens

    @property
    def model(self) -> str:
        """The name of the embedding model."""
        return self._embedder.name

    def close(self) -> None:
        """Give back the connections."""
        self._database.close()

    def vectors(self, texts: list[str], progress: Progress) -> Vectors:
        """Return the vectors of texts, embedding those that were never seen.

        Args:
            texts: Passages.
            progress: Told how many of the missing ones are done.

        Returns:
            Shape (texts, dimensions), rows of length 1.
        """
        hashes = list(map(hash_of, texts))
        known = self._known(hashes)
        missing = list(
            {
                each: text for each, text in zip(hashes, texts, strict=True) if each not in known
            }.items()
        )
        done = 0
        for indexes, vectors in self._embedder.encode_in_turn(
            [text for _, text in missing], self._max_tokens
        ):
            made = {
                missing[index][0]: vector for index, vector in zip(indexes, vectors, strict=True)
            }
            self._keep(made)
            known |= made
            done += len(made)
            progress("embedding", done, len(missing))
        return np.stack([known[each] for each in hashes])

    def forget_all_but(self, hashes: Iterable[str]) -> None:
        """Drop the vectors of texts that are no longer in use."""
        kept = set(hashes)
        with self._database.session() as session:
            gone = [
                each for each in session.scalars(select(VectorRow.text_hash)) if each not in kept
            ]
            for chunk in chunks(gone):
                session.execute(delete(VectorRow).where(VectorRow.text_hash.in_(chunk)))

    def _known(self, hashes: list[str]) -> dict[str, Vectors]:
        known: dict[str, Vectors] = {}
        with self._database.session(read_only=True) as session:
            for chunk in chunks(hashes):
                query = select(VectorRow).where(VectorRow.text_hash.in_(chunk))
                for row in session.scalars(query):
                    known[row.text_hash] = np.frombuffer(row.vector, dtype=np.float32)
        return known

    def _keep(self, made: dict[str, Vectors]) -> None:
        rows = [{"text_hash": each, "vector": vector.tobytes()} for each, vector in made.items()]
        with self._database.session() as session:
            session.execute(insert(VectorRow).on_conflict_do_nothing(), rows)
