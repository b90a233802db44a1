"""Vectors in Chroma: what is near in meaning, within what the filters leave."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any, cast

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.api.types import Metadata
from chromadb.config import Settings
from numpy.typing import NDArray

from retrieval.chroma_server import CONFIGURATION, answers, connect, place_of
from retrieval.chunks import chunks
from retrieval.embeddings import Vectors

Where = dict[str, Any]

_BATCH = 2000
_MOST_IDS = 5000
"""Up to so many, the records that fit are named to Chroma; a longer list costs too much."""
_WIDER = 8
"""How many times more to look at, where most records fit, before filtering by metadata."""


class VectorStore:
    """A collection of vectors with metadata, by position."""

    def __init__(self, folder: Path, collection: str) -> None:
        """Open the store of a folder: in it (made where missing), or on the server it names.

        Raises:
            IndexMissingError: That server does not answer, or has lost the collection; every
                method may raise it, too.
        """
        place = place_of(folder)
        if place is None:
            self._answers: Callable[[], AbstractContextManager[None]] = nullcontext
            settings = Settings(anonymized_telemetry=False)
            self._client = cast(Client, chromadb.PersistentClient(str(folder), settings=settings))
            self._collection = self._client.get_or_create_collection(
                collection, embedding_function=None, configuration=CONFIGURATION
            )
        else:
            self._answers = partial(answers, place.url)
            self._client = connect(place.url)
            with self._answers():
                self._collection = self._client.get_collection(place.collection)

    def close(self) -> None:
        """Give the store back; it may be copied or opened again."""
        self._client.close()

    def count(self) -> int:
        """How many vectors there are."""
        with self._answers():
            return self._collection.count()

    def put(self, positions: Sequence[int], vectors: Vectors, metadata: Sequence[Metadata]) -> None:
        """Add vectors, or replace those at positions that are taken.

        Args:
            positions: One a row.
            vectors: Shape (positions, dimensions), rows of length 1.
            metadata: One a row.
        """
        for rows in chunks(range(len(positions)), _BATCH):
            with self._answers():
                self._collection.upsert(
                    ids=[str(positions[row]) for row in rows],
                    embeddings=vectors[rows],
                    metadatas=[metadata[row] for row in rows],
                )

    def describe(self, positions: Sequence[int], metadata: Sequence[Metadata]) -> None:
        """Change metadata and leave the vectors as they are."""
        for rows in chunks(range(len(positions)), _BATCH):
            with self._answers():
                self._collection.update(
                    ids=[str(positions[row]) for row in rows],
                    metadatas=[metadata[row] for row in rows],
                )

    def remove(self, positions: Sequence[int]) -> None:
        """Remove vectors."""
        for some in chunks(positions, _BATCH):
            with self._answers():
                self._collection.delete(ids=list(map(str, some)))

    def get(self, positions: Sequence[int]) -> Vectors:
        """The vectors at some positions, in their order, shape (found, dimensions)."""
        ids = list(map(str, positions))
        with self._answers():
            found = self._collection.get(ids=ids, include=["embeddings"])
        rows = {id_: row for row, id_ in enumerate(found["ids"])}
        vectors = np.asarray(found["embeddings"], dtype=np.float32)
        return vectors[[rows[each] for each in ids if each in rows]]

    def nearest(
        self, vector: Vectors, limit: int, fitting: NDArray[np.int64] | None, where: Where | None
    ) -> tuple[NDArray[np.int64], Vectors]:
        """Find the nearest vectors among those that fit.

        The filters are pushed down in the cheapest way that loses nothing: by naming the records
        that fit, where they are few; by looking further, where most fit; and by the metadata,
        where many fit and yet not those near the query.

        Args:
            vector: Shape (dimensions,).
            limit: The most to return.
            fitting: Positions that fit, ascending; None: all.
            where: The same filter as far as metadata says it, in Chroma's language.

        Returns:
            Positions, nearest first, and their cosine similarities, each of shape (found,).
        """
        if fitting is None:
            return self._query(vector, limit)
        if len(fitting) <= _MOST_IDS:
            return self._query(vector, limit, ids=list(map(str, fitting)))
        found = self._query(vector, limit * _WIDER)
        kept = np.isin(found[0], fitting)
        if kept.sum() < limit and where:
            found = self._query(vector, limit * _WIDER, where=where)
            kept = np.isin(found[0], fitting)
        return found[0][kept][:limit], found[1][kept][:limit]

    def _query(
        self,
        vector: Vectors,
        limit: int,
        ids: list[str] | None = None,
        where: Where | None = None,
    ) -> tuple[NDArray[np.int64], Vectors]:
        if ids == []:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        with self._answers():
            found = self._collection.query(
                query_embeddings=vector[np.newaxis],
                n_results=limit,
                ids=ids,
                where=where,
                include=["distances"],
            )
        distances = (found["distances"] or [[]])[0]
        positions = np.array(found["ids"][0], dtype=np.int64)
        return positions, 1 - np.array(distances, dtype=np.float32)
