from pathlib import Path

import pytest

from retrieval.search import ShopIndex
from retrieval.sync import sync_products
from tests.retrieval.fakes import SHOP, WordEmbedder, write_feed


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    return write_feed(tmp_path / "feed.jsonl", SHOP)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "var"


@pytest.fixture
def words() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> ShopIndex:
    """The small shop, indexed; no test changes it."""
    folder = tmp_path_factory.mktemp("shop")
    embedder = WordEmbedder()
    sync_products([write_feed(folder / "feed.jsonl", SHOP)], folder / "var", embedder)
    return ShopIndex(folder / "var", embedder)
