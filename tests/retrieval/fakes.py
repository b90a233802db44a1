"""A deterministic embedding model without weights, and small feeds."""

import json
import zlib
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.analysis import tokens
from retrieval.embedding_models import Calibration, EmbeddingModel
from retrieval.embeddings import Embedder, Kind, Vectors
from retrieval.weights import LocalFolder

_DIMENSIONS = 64


class WordEmbedder(Embedder):
    """Texts that share words are near to each other; `embedded` counts the passages it made."""

    def __init__(self, name: str = "words") -> None:
        model = EmbeddingModel(
            name=name,
            license="none",
            source=LocalFolder(path=Path("nowhere")),
            calibration=Calibration(bias=-4, similarity=0, named=8, told=0),
            covering=0.5,
        )
        super().__init__(model, lambda: Path("nowhere"))
        self.embedded = 0

    def is_word(self, text: str) -> bool:
        """Knows no language at all: whatever the catalog lacks may be mistyped."""
        return False

    def _encode(self, texts: list[str], kind: Kind, max_tokens: int) -> Vectors:
        self.embedded += len(texts) if kind == "passage" else 0
        vectors = np.full((len(texts), _DIMENSIONS), 1e-3, dtype=np.float32)
        for row, text in enumerate(texts):
            for term in tokens(text)[:max_tokens]:
                vectors[row, zlib.crc32(term.encode()) % _DIMENSIONS] += 1
        norms: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / norms


def write_feed(path: Path, records: list[dict[str, Any]]) -> Path:
    """Write records as JSON lines."""
    path.write_text("".join(f"{json.dumps(each)}\n" for each in records), encoding="utf-8")
    return path


SHOP: list[dict[str, Any]] = [
    {
        "id": "k1",
        "title": "Copper Kettle",
        "brand": "Tarn",
        "category": ["Kitchen", "Kettles"],
        "price": {"amount": "49.00"},
        "stock": 4,
        "rating": 4.5,
        "rating_count": 20,
        "mpn": "TK-100/B",
        "gtin": "4006381333931",
    },
    {
        "id": "k2",
        "title": "Steel Kettle",
        "brand": "Thimble",
        "category": ["Kitchen", "Kettles"],
        "price": {"amount": "25.00"},
        "stock": 0,
    },
    {
        "id": "s-red",
        "title": "Wool Sweater",
        "category": ["Clothing", "Sweaters"],
        "price": {"amount": "80.00"},
        "sale_price": {"amount": "60.00"},
        "stock": 2,
        "group_id": "s",
        "attributes": {"color": "red", "size": "M"},
    },
    {
        "id": "s-blue",
        "title": "Wool Sweater",
        "category": ["Clothing", "Sweaters"],
        "price": {"amount": "80.00"},
        "stock": 0,
        "group_id": "s",
        "attributes": {"color": "navy", "size": "L"},
    },
    {
        "id": "h1",
        "title": "Bluetooth Headphones",
        "brand": "Tarn",
        "category": ["Electronics", "Audio"],
        "price": {"amount": "99.00"},
        "stock": 1,
    },
]
