"""Catalogs of any size, made of a real one: relatives of its products, and of their vectors."""

import re
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retrieval.chunks import chunks
from retrieval.embedding_models import DEFAULT, EmbeddingModel, find_model
from retrieval.embeddings import Embedder, Kind, Vectors
from retrieval.errors import IndexMissingError
from retrieval.generation import ProductGeneration
from retrieval.generations import Generations
from retrieval.layout import products_root
from retrieval.product import Product
from retrieval.weights import LocalFolder

_NUMBER = re.compile(r"\bR(\d+)N(\d+)\b")
"""The model number of a relative: whose it is, and which."""

_SPREAD = 0.3
"""Length of the noise on a vector of length 1: a relative's cosine with its origin is 0.96."""


@dataclass(frozen=True)
class Originals:
    """Real products with their real vectors, shape (products, dimensions)."""

    products: list[Product]
    vectors: Vectors


def read_originals(data_dir: Path) -> Originals:
    """Read every product of an index, with its vector.

    Raises:
        IndexMissingError: There is no index in the data directory.
    """
    folder = Generations(products_root(data_dir)).current()
    if folder is None:
        raise IndexMissingError(f"no product index in {data_dir}: run `shopassist index products`")
    generation = ProductGeneration(folder)
    positions = list(generation.groups)
    products = generation.catalog.at(positions)
    vectors = np.concatenate([generation.vectors.get(some) for some in chunks(positions, 2000)])
    generation.close()
    return Originals([products[each] for each in positions], vectors)


def write_catalog(products: list[Product], size: int, path: Path, price: str | None = None) -> None:
    """Write a feed of so many relatives, each product's first before any product's second.

    Args:
        products: The originals.
        size: How many records to write.
        path: The JSON lines file.
        price: What the first record costs, to have a feed with one change.
    """
    with path.open("w", encoding="utf-8") as stream:
        for number in range(size):
            generation, origin = divmod(number, len(products))
            product = products[origin]
            code = f"R{origin}N{generation}"
            changes: dict[str, object] = {
                "id": f"{product.id}-{generation}",
                "title": f"{product.title} {code}",
                "mpn": code,
                "gtin": None,
                "group_id": product.group_id and f"{product.group_id}-{generation}",
            }
            if price is not None and number == 0:
                changes["price"] = {"amount": price, "currency": "USD"}
            record = product.model_dump(mode="json", exclude_defaults=True) | changes
            stream.write(Product.model_validate(record).model_dump_json(exclude_defaults=True))
            stream.write("\n")


class RelativesEmbedder(Embedder):
    """Gives relatives the vectors of their origins with noise, and queries those of any.

    So 200,000 products need not be embedded to learn how the rest grows.
    """

    def __init__(self, vectors: Vectors) -> None:
        """Take the vectors of the originals, shape (products, dimensions)."""
        model = EmbeddingModel(
            name="relatives",
            license="none",
            source=LocalFolder(path=Path("nowhere")),
            calibration=find_model(DEFAULT).calibration,
        )
        super().__init__(model, lambda: Path("nowhere"))
        self._vectors = vectors

    def is_word(self, text: str) -> bool:
        """Whether a text is a word: here all are, for nothing is mistyped."""
        return True

    def _encode(self, texts: list[str], kind: Kind, max_tokens: int) -> Vectors:
        rows = [_origin(text, len(self._vectors)) for text in texts]
        noise = [_noise(text, self._vectors.shape[1]) for text in texts]
        scale = _SPREAD / np.sqrt(self._vectors.shape[1])
        vectors: Vectors = self._vectors[rows] + scale * np.stack(noise)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


def _origin(text: str, originals: int) -> int:
    """Whose relative a text tells of; for a query, one that is always the same."""
    found = _NUMBER.search(text)
    return int(found[1]) if found else zlib.crc32(text.encode()) % originals


def _noise(text: str, dimensions: int) -> Vectors:
    generator = np.random.default_rng(zlib.crc32(text.encode()))
    return generator.standard_normal(dimensions, dtype=np.float32)
