"""Vectors on a Chroma server: a small file says where, in the folder that would hold them."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast
from uuid import uuid4

import chromadb
import httpx
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateCollectionConfiguration
from chromadb.api.fastapi import FastAPI
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError
from pydantic import BaseModel

from retrieval.errors import IndexMissingError

PLACE = "server.json"
CONFIGURATION: CreateCollectionConfiguration = {"hnsw": {"space": "cosine", "ef_search": 200}}
"""Of this, a distributed deployment, which has another kind of index, takes over the space."""

_TIMEOUT_SECONDS = 30.0
_BATCH = 2000
_log = logging.getLogger(__name__)


class Place(BaseModel):
    """Where a generation's vectors are, when they are not in its own folder."""

    url: str
    collection: str


def place_of(folder: Path) -> Place | None:
    """Where the vectors of a folder are; None: in the folder itself."""
    path = folder / PLACE
    return Place.model_validate_json(path.read_text()) if path.exists() else None


def connect(url: str) -> Client:
    """Return a client of the Chroma server at an address.

    Raises:
        IndexMissingError: It does not answer.
    """
    address = httpx.URL(url)
    ssl = address.scheme == "https"
    try:
        client = chromadb.HttpClient(
            host=address.host,
            port=address.port or (443 if ssl else 80),
            ssl=ssl,
            settings=Settings(anonymized_telemetry=False),
        )
    except ValueError as error:
        raise IndexMissingError(f"the Chroma server at {url} does not answer") from error
    found = cast(Client, client)
    # Chroma's own client waits for ever, and has no setting for it.
    cast(FastAPI, found._server)._session.timeout = _TIMEOUT_SECONDS
    return found


@contextmanager
def answers(url: str) -> Iterator[None]:
    """Say in one line that the server does not answer, where it does not.

    Raises:
        IndexMissingError: It cannot be reached, or has lost the collection.
    """
    try:
        yield
    except NotFoundError as error:
        raise IndexMissingError(
            f"the Chroma server at {url} no longer has the vectors of this index: "
            "run `shopassist index` again, or copy the newest index to this machine"
        ) from error
    except httpx.TransportError as error:
        raise IndexMissingError(f"the Chroma server at {url} does not answer: {error}") from error


def make_collection(folder: Path, url: str) -> None:
    """Make an empty collection for the vectors of a folder, and note in the folder where it is."""
    place, client = _note(folder, url), connect(url)
    with answers(url):
        client.create_collection(
            place.collection, embedding_function=None, configuration=CONFIGURATION
        )
    client.close()


def copy_collection(source: Place, folder: Path) -> None:
    """Make a collection for a folder that begins as a copy of another one on the same server.

    A distributed deployment forks it, which copies nothing until it changes; a single server
    cannot, and the vectors go through this process.
    """
    place, client = _note(folder, source.url), connect(source.url)
    with answers(source.url):
        before = client.get_collection(source.collection)
        try:
            before.fork(place.collection)
        except ChromaError:
            copy = client.create_collection(
                place.collection, embedding_function=None, configuration=CONFIGURATION
            )
            _copy(before, copy)
    client.close()


def drop_collection(folder: Path) -> None:
    """Remove the collection of a folder that is about to go; without one nothing is done."""
    place = place_of(folder)
    if place is None:
        return
    try:
        client = connect(place.url)
        client.delete_collection(place.collection)
        client.close()
    except NotFoundError:
        return
    except (IndexMissingError, ChromaError, httpx.TransportError) as error:
        _log.warning("%s stays on the Chroma server: %s", place.collection, error)


def _note(folder: Path, url: str) -> Place:
    """Choose a collection for a folder and write it there.

    Before the collection is made: so what a killed run has made is found, and removed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    place = Place(url=url, collection=f"shopassist-{uuid4().hex}")
    (folder / PLACE).write_text(place.model_dump_json())
    return place


def _copy(source: Collection, target: Collection) -> None:
    for offset in range(0, source.count(), _BATCH):
        rows = source.get(limit=_BATCH, offset=offset, include=["embeddings", "metadatas"])
        target.add(ids=rows["ids"], embeddings=rows["embeddings"], metadatas=rows["metadatas"])
