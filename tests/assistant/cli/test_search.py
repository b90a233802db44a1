import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from assistant.cli.search import search
from retrieval.errors import IndexMissingError

app = typer.Typer()
app.command()(search)


def run(*arguments: object) -> str:
    """Run `shopassist search ...`."""
    result = CliRunner().invoke(app, list(map(str, arguments)), catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def found(demo_data_dir: Path, *arguments: object) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(run(*arguments, "--json", "--data-dir", demo_data_dir))
    return answer


def test_hits_come_with_scores_best_first(demo_data_dir: Path) -> None:
    answer = found(demo_data_dir, "wool socks")
    scores = [hit["score"] for hit in answer["hits"]]
    assert answer["carries"]
    assert "Socks" in answer["hits"][0]["title"]
    assert scores == sorted(scores, reverse=True)


def test_filters_and_the_limit_hold(demo_data_dir: Path) -> None:
    hits = found(demo_data_dir, "socks", "--price-max", 20, "--in-stock", "--limit", 3)["hits"]
    assert 0 < len(hits) <= 3
    assert all(hit["in_stock"] and float(hit["price"]["amount"]) <= 20 for hit in hits)


def test_a_wish_that_the_shop_does_not_carry_is_said_to_be_so(demo_data_dir: Path) -> None:
    assert not found(demo_data_dir, "cordless drill")["carries"]
    assert "does not seem to carry that" in run("cordless drill", "--data-dir", demo_data_dir)


def test_without_an_index_the_message_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="shopassist index products"):
        run("socks", "--data-dir", tmp_path)
