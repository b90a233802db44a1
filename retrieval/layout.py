"""Where in the data directory the indexes are kept."""

from pathlib import Path

CATALOG = "catalog.sqlite"
LEXICAL = "lexical"
VECTORS = "chroma"
PRODUCTS = "products"
PASSAGES = "passages"


def products_root(data_dir: Path) -> Path:
    """The generations of the index of products."""
    return data_dir / "index" / "products"


def passages_root(data_dir: Path) -> Path:
    """The generations of the index of FAQ entries and documents."""
    return data_dir / "index" / "passages"


def cache_path(data_dir: Path, model: str, collection: str) -> Path:
    """The vectors that an embedding model has made for a collection."""
    return data_dir / "index" / "embeddings" / f"{model}.{collection}.sqlite"


def models_dir(data_dir: Path) -> Path:
    """Model weights, fetched and converted."""
    return data_dir / "models"
