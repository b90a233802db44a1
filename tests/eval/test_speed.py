from pathlib import Path

from sentence_transformers import SentenceTransformer

from eval.speed import embedding_speed, search_speed
from retrieval.embedding_models import DEFAULT, find_model, prepare
from retrieval.embeddings import Embedder
from retrieval.search import ShopIndex


def test_a_search_is_timed_beside_its_parts(demo_index: ShopIndex, embedder: Embedder) -> None:
    found = search_speed(demo_index, embedder, ["red kettle", "warm socks", "desk lamp"])
    assert found.search.p50 is not None
    assert found.chroma.p50 is not None
    assert found.search.p50 > found.chroma.p50 > 0


def test_the_indexer_keeps_up_with_the_bare_model(embedder: Embedder, models_dir: Path) -> None:
    folder = prepare(find_model(DEFAULT), models_dir)
    texts = [f"Copper kettle number {number} for the stove" for number in range(64)]
    found = embedding_speed(embedder, SentenceTransformer(str(folder), device="cpu"), texts)
    assert found.indexer / found.bare > 0.5  # the bar is 0.85; a busy machine must not fail a test
