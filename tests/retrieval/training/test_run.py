from itertools import product
from pathlib import Path

import pytest

from retrieval.errors import UserError
from retrieval.judgements import Judged
from retrieval.rerank import TRAINED, Reranker
from retrieval.search import ShopIndex
from retrieval.sync import sync_products
from retrieval.training.config import RerankerConfig, read_config
from retrieval.training.data import TrainingData
from retrieval.training.run import put_to_use, run
from retrieval.weights import silent
from tests.retrieval.fakes import WordEmbedder, write_feed

pytestmark = pytest.mark.slow

KINDS = ("kettle", "mug", "sweater", "lamp", "chair", "headphones")
COLORS = ("red", "navy", "blue", "green")
BRANDS = ("Tarn", "Thimble")


@pytest.fixture
def index(tmp_path: Path) -> ShopIndex:
    records = [
        {
            "id": f"{kind}-{color}-{brand}",
            "title": f"{color} {kind}".title(),
            "brand": brand,
            "category": ["Home", f"{kind}s"],
            "attributes": {"color": color},
        }
        for kind, color, brand in product(KINDS, COLORS, BRANDS)
    ]
    embedder = WordEmbedder()
    sync_products([write_feed(tmp_path / "feed.jsonl", records)], tmp_path / "var", embedder)
    return ShopIndex(tmp_path / "var", embedder)


@pytest.fixture
def config(base: Path) -> RerankerConfig:
    small = {"base": str(base), "max_tokens": 24, "batch": 16, "epochs": 1, "checks_per_epoch": 1}
    return read_config().model_copy(update=small)


def test_a_run_leaves_a_reranker_that_serves_and_its_card(
    index: ShopIndex, config: RerankerConfig
) -> None:
    said: dict[str, tuple[int, int]] = {}

    def progress(what: str, done: int, total: int) -> None:
        said[what] = (done, total)

    made = run(index, config, progress)
    assert Reranker(made.folder).scores("red kettle", ["Red Kettle"]) is not None
    card = (made.folder / "README.md").read_text(encoding="utf-8")
    for part in ("binary cross-entropy", "queries made of fields", "ndcg@10", "permutation test"):
        assert part in card
    assert {doing for doing, (done, total) in said.items() if done == total} >= {
        "mining pairs",
        "training",
    }
    assert list((index.data_dir / "reranker" / "run").rglob("events.out.tfevents*"))
    assert put_to_use(made.folder, index.data_dir) == index.data_dir / "models" / TRAINED


def test_a_run_that_was_broken_off_goes_on_with_its_data(
    index: ShopIndex, config: RerankerConfig
) -> None:
    with pytest.raises(UserError, match="to resume"):
        run(index, config, silent, resume=True)
    run(index, config, silent)
    before = TrainingData.read(index.data_dir / "reranker")
    longer = config.model_copy(update={"epochs": 2})
    steps: list[int] = []

    def progress(what: str, done: int, total: int) -> None:
        if what == "training":
            steps.append(done)

    run(index, longer, progress, resume=True)
    assert steps[0] > 1
    assert TrainingData.read(index.data_dir / "reranker") == before


def test_low_rank_adapters_are_merged_into_what_is_served(
    index: ShopIndex, config: RerankerConfig
) -> None:
    made = run(index, config.model_copy(update={"lora_rank": 2}), silent)
    chances = Reranker(made.folder).scores("red kettle", ["Red Kettle", "Navy Chair"])
    assert chances is not None
    assert chances[0] != chances[1]


def test_too_few_queries_are_a_users_mistake(index: ShopIndex, config: RerankerConfig) -> None:
    judged = Judged({"q": "kettle"}, {"q": {"kettle-red-Tarn": 1}})
    with pytest.raises(UserError, match="to measure on"):
        run(index, config, silent, judged=judged)


def test_written_queries_and_judgements_are_learnt_from_too(
    index: ShopIndex, config: RerankerConfig
) -> None:
    queries = {str(number): f"{color} thing {number}" for number, color in enumerate(COLORS * 9)}
    grades = {id_: {"mug-red-Tarn": 2, "chair-red-Tarn": 0} for id_ in queries}
    made = run(
        index,
        config,
        silent,
        judged=Judged(queries, grades),
        write=lambda products: ((each, [each.title]) for each in products),
    )
    data = TrainingData.read(index.data_dir / "reranker")
    assert data.sources["judged queries"] == 36
    assert data.sources["written queries"] == len(KINDS) * len(COLORS)
    # Made queries do not decide whether a reranker is used where there are judged ones.
    assert set(data.tested) <= set(queries.values())
    assert set(made.measured.after.per_query) == set(made.measured.before.per_query)
