"""Tests for queries that are made of a feed."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.cli import build_app
from eval.made_queries import by_category, by_title
from retrieval.errors import UserError
from retrieval.feeds import Rejection, read_products
from retrieval.judgements import read_judged
from retrieval.product import Product


def _shop() -> list[Product]:
    kinds = {"Mugs": "Stoneware Mug", "Tents": "Ridge Family Tent", "Lonely": "Odd Thing"}
    numbers = {"Mugs": 4, "Tents": 3, "Lonely": 1}
    return [
        Product(id=f"{kind}{number}", title=f"{title} {number}", category=["All", kind])
        for kind, title in kinds.items()
        for number in range(numbers[kind])
    ]


def test_categories_are_asked_for_and_taken_from_the_products() -> None:
    made = by_category(_shop())
    assert set(made.queries) == {"mugs", "tents"}
    assert made.queries["tents"] == ["Tents0", "Tents1", "Tents2"]
    assert not any(product.category for product in made.products)


def test_words_of_titles_are_right_for_every_title_that_has_them_side_by_side() -> None:
    made = by_title(_shop(), number=10, seed=1)
    assert made.queries
    for text, ids in made.queries.items():
        assert {product.id for product in _shop() if text in product.title.lower()} == set(ids)


def test_the_same_seed_makes_the_same_queries() -> None:
    assert by_title(_shop(), 10, seed=3).queries == by_title(_shop(), 10, seed=3).queries


def test_what_is_written_can_be_indexed_and_judged(tmp_path: Path) -> None:
    by_category(_shop()).write(tmp_path)
    products = list(read_products([tmp_path / "products.jsonl"]))
    assert not [each for each in products if isinstance(each, Rejection)]
    judged = read_judged(tmp_path / "queries.jsonl", tmp_path / "qrels.tsv")
    assert sorted(judged.queries.values()) == ["mugs", "tents"]
    assert {len(grades) for grades in judged.grades.values()} == {3, 4}


def test_a_feed_without_categories_is_refused_in_one_line(tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_text('{"id": "1", "title": "Mug"}\n')
    arguments = ["make-queries", str(feed), "--out", str(tmp_path / "out")]
    result = CliRunner().invoke(build_app(), arguments)
    assert isinstance(result.exception, UserError)
    assert "no queries can be made" in str(result.exception)


@pytest.mark.parametrize("of", ["colors", ""])
def test_an_unknown_kind_is_refused_with_the_known_ones(of: str, tmp_path: Path) -> None:
    arguments = ["make-queries", str(tmp_path), "--out", str(tmp_path), "--of", of]
    result = CliRunner().invoke(build_app(), arguments)
    assert "categories or titles" in str(result.exception)
