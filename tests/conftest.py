"""What a whole test session shares: model weights, and the demo shop, indexed once."""

import shutil
from pathlib import Path

import pytest
from rich.console import Console

from assistant.cli.index import index_files
from assistant.demo_shop.setup import set_up_demo_shop
from assistant.settings import Settings
from retrieval.embedding_models import DEFAULT, find_model, prepare
from retrieval.embeddings import Embedder
from retrieval.search import ShopIndex

VAR = Path(__file__).parents[1] / "var"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that loads the embedding model, so that no such test is forgotten."""
    for item in items:
        if "models_dir" in getattr(item, "fixturenames", ()):
            item.add_marker("embedding")


@pytest.fixture(scope="session")
def models_dir() -> Path:
    """Where model weights are kept between test sessions; what is missing is fetched."""
    folder = VAR / "models"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def embedder(models_dir: Path) -> Embedder:
    """The default embedding model, with its real weights."""
    model = find_model(DEFAULT)
    return Embedder(model, lambda: prepare(model, models_dir))


@pytest.fixture(scope="session")
def demo_data_dir(tmp_path_factory: pytest.TempPathFactory, models_dir: Path) -> Path:
    """The demo shop in a data directory of its own, indexed with the real embedding model.

    Tests must not change it; those that change orders copy it first. Vectors are kept between
    sessions, for they depend on nothing but the model and the text.
    """
    data_dir = tmp_path_factory.mktemp("demo")
    (data_dir / "models").symlink_to(models_dir)
    vectors, kept = data_dir / "index" / "embeddings", VAR / "test-embeddings"
    if kept.is_dir():
        shutil.copytree(kept, vectors)
    settings, quiet = Settings(data_dir=data_dir), Console(quiet=True)
    set_up_demo_shop(
        data_dir, lambda kind, files: index_files(kind, files, settings, quiet), lambda _: None
    )
    shutil.copytree(vectors, kept, dirs_exist_ok=True)
    return data_dir


@pytest.fixture(scope="session")
def demo_index(demo_data_dir: Path, embedder: Embedder) -> ShopIndex:
    """The index of the demo shop."""
    return ShopIndex(demo_data_dir, embedder)
