import json
from pathlib import Path

import pytest

from eval.commands.retrieval import retrieval
from eval.retrieval import plot
from retrieval.errors import UserError
from retrieval.judgements import Judged, read_judged
from retrieval.measures import Figures, compare, measure

QUERIES = """{"_id": "q1", "text": "kettle"}
{"_id": "q2", "text": "mug"}
{"_id": "q3", "text": "nothing is relevant"}
"""
QRELS = "query-id\tcorpus-id\tscore\nq1\ta\t3\nq1\tb\t1\nq2\tc\t2\nq3\ta\t0\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    queries, qrels = tmp_path / "queries.jsonl", tmp_path / "qrels.tsv"
    queries.write_text(QUERIES, encoding="utf-8")
    qrels.write_text(QRELS, encoding="utf-8")
    return queries, qrels


def figures(files: tuple[Path, Path], ranked: dict[str, list[str]]) -> Figures:
    return measure(read_judged(*files), lambda text: ranked.get(text, []))


def test_queries_without_a_relevant_product_do_not_count(files: tuple[Path, Path]) -> None:
    assert set(read_judged(*files).queries) == {"q1", "q2"}


def test_a_perfect_ranking_scores_one_everywhere(files: tuple[Path, Path]) -> None:
    summary = figures(files, {"kettle": ["a", "b"], "mug": ["c"]}).summary()
    assert [summary[name] for name in ("ndcg@10", "recall@100", "mrr@10")] == [1, 1, 1]
    assert summary["queries"] == 2
    assert summary["p95_ms"] >= summary["p50_ms"] >= 0


def test_gain_is_linear_and_the_unjudged_is_worth_nothing(files: tuple[Path, Path]) -> None:
    found = figures(files, {"kettle": ["x", "b", "a"], "mug": []})
    gained = 1 / 1.584962 + 3 / 2
    ideal = 3 + 1 / 1.584962
    assert found.per_query["q1"]["ndcg@10"] == pytest.approx(gained / ideal, abs=1e-5)
    assert found.per_query["q1"]["mrr@10"] == pytest.approx(1 / 2)
    assert found.per_query["q2"] == {"ndcg@10": 0, "recall@100": 0, "mrr@10": 0}


def test_the_order_given_is_the_order_judged(files: tuple[Path, Path]) -> None:
    found = figures(files, {"kettle": ["b", "a"]})
    assert found.per_query["q1"]["ndcg@10"] < 1


def test_an_interval_holds_its_mean_and_is_the_same_each_time(files: tuple[Path, Path]) -> None:
    found = figures(files, {"kettle": ["a", "b"]})
    low, high = found.interval("ndcg@10")
    assert low <= found.mean("ndcg@10") <= high
    assert found.interval("ndcg@10") == (low, high)


def test_a_comparison_names_wins_and_losses(files: tuple[Path, Path]) -> None:
    result = compare(figures(files, {"kettle": ["a"]}), figures(files, {"mug": ["c"]}))
    assert list(result.wins) == ["q1"]
    assert result.losses == {"q2": -1}


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("queries", "{}\n", r"queries.jsonl:1: not a query"),
        ("queries", "", "has a relevant product"),
        ("qrels", "header\nq1\ta\n", r"qrels.tsv:2: not a judgement"),
        ("qrels", "header\nq1\ta\tgood\n", r"qrels.tsv:2: not a judgement"),
    ],
)
def test_a_broken_relevance_set_is_a_users_mistake(
    files: tuple[Path, Path], name: str, text: str, message: str
) -> None:
    (files[0] if name == "queries" else files[1]).write_text(text)
    with pytest.raises(UserError, match=message):
        read_judged(*files)


def test_a_missing_file_is_a_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot read"):
        read_judged(tmp_path / "nowhere", tmp_path / "nowhere")


def test_the_command_measures_the_demo_shop(demo_data_dir: Path, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from eval.cli import build_app
    from retrieval.catalog import Catalog
    from retrieval.generations import Generations
    from retrieval.layout import CATALOG, products_root

    generation = Generations(products_root(demo_data_dir)).current()
    assert generation is not None
    product = next(Catalog.open(generation / CATALOG).all())
    queries, qrels, out = (tmp_path / name for name in ("q.jsonl", "q.tsv", "out.json"))
    queries.write_text(json.dumps({"_id": "1", "text": product.title}))
    qrels.write_text(f"query-id\tcorpus-id\tscore\n1\t{product.id}\t1\n")
    options = ["--queries", queries, "--qrels", qrels, "--json", out, "--data-dir", demo_data_dir]
    result = CliRunner().invoke(build_app(), ["retrieval", *map(str, options)])
    assert result.exit_code == 0, result.output
    report = json.loads(out.read_text())
    assert report["recall@100"] == 1
    assert set(report["configurations"]) == {"lexical", "dense", "fused"}


@pytest.mark.parametrize("name", ["figures.png", "figures.svg"])
def test_figures_can_be_drawn(files: tuple[Path, Path], tmp_path: Path, name: str) -> None:
    found = {
        "fused": figures(files, {"kettle": ["b", "a"], "mug": ["c"]}),
        "lexical": figures(files, {"kettle": ["a"]}),
    }
    plot(read_judged(*files), found, "fused", tmp_path / name)
    assert (tmp_path / name).stat().st_size > 5000


def test_a_drawing_of_no_known_kind_is_a_users_mistake(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    found = {"fused": figures(files, {"kettle": ["a"]})}
    with pytest.raises(UserError, match=r"cannot write .*figures\.doc"):
        plot(read_judged(*files), found, "fused", tmp_path / "figures.doc")


def test_a_difference_that_every_query_shows_is_no_chance() -> None:
    ids = [str(number) for number in range(12)]
    judged = Judged({id_: id_ for id_ in ids}, {id_: {"a": 1} for id_ in ids})
    better = measure(judged, lambda _: ["a", "b"])
    worse = measure(judged, lambda _: ["b", "a"])
    result = compare(better, worse)
    assert result.gain == pytest.approx(1 - 1 / 1.584962, abs=1e-5)
    assert result.p_value < 0.01
    assert compare(better, better).p_value == 1


def test_a_shop_without_a_reranker_is_told_how_to_train_one(
    files: tuple[Path, Path], demo_data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.rerank.SHIPPED", Path("nowhere"))
    with pytest.raises(UserError, match="shopassist train reranker"):
        retrieval(*files, configurations=["reranked"], data_dir=demo_data_dir)
