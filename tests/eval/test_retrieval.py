import json
from pathlib import Path

import pytest

from retrieval.errors import UserError
from retrieval.judgements import read_judged
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
