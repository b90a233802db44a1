from pathlib import Path

import pytest

from retrieval.errors import IndexMissingError
from retrieval.filters import Constraints
from retrieval.ranking import Method
from retrieval.search import DETAILS, ShopIndex
from retrieval.sync import sync_products
from tests.retrieval.fakes import SHOP, WordEmbedder, write_feed


def ids(shop: ShopIndex, query: str, constraints: Constraints | None = None) -> list[str]:
    return [hit.product.id for hit in shop.search(query, constraints or Constraints()).hits]


def test_a_data_directory_without_an_index_names_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="shopassist index products"):
        ShopIndex(tmp_path, WordEmbedder())


def test_the_product_asked_for_comes_first(shop: ShopIndex) -> None:
    assert ids(shop, "copper kettle")[0] == "k1"


def test_variants_of_one_product_are_one_hit_and_the_one_in_stock(shop: ShopIndex) -> None:
    assert ids(shop, "wool sweater") == ["s-red"]


@pytest.mark.parametrize("query", ["bluetoth hedphones", "blue tooth headphones", "HEADPHONES"])
def test_misspelt_and_split_words_are_understood(shop: ShopIndex, query: str) -> None:
    assert ids(shop, query)[0] == "h1"


@pytest.mark.parametrize("query", ["tk100b", "TK-100 / B", "tk 100/b", "4006381333931", "K1"])
def test_an_identifier_is_found_however_it_is_spaced_or_cased(shop: ShopIndex, query: str) -> None:
    assert ids(shop, query)[:1] == ["k1"]


@pytest.mark.parametrize(
    ("constraints", "expected"),
    [
        (Constraints(price_max=30), ["k2"]),
        (Constraints(price_min=30), ["k1"]),
        (Constraints(in_stock=True), ["k1"]),
        (Constraints(brand="thimble"), ["k2"]),
        (Constraints(category="kettles", exclude=["steel"]), ["k1"]),
        (Constraints(rating_min=4), ["k1"]),
    ],
)
def test_every_hit_fits_the_constraints(
    shop: ShopIndex, constraints: Constraints, expected: list[str]
) -> None:
    assert ids(shop, "kettle", constraints) == expected


@pytest.mark.parametrize(("color", "expected"), [("blue", "s-blue"), ("red", "s-red")])
def test_a_colour_finds_the_variant_that_has_it(shop: ShopIndex, color: str, expected: str) -> None:
    assert ids(shop, "wool sweater", Constraints(color=color)) == [expected]


def test_without_words_whatever_fits_is_found(shop: ShopIndex) -> None:
    found = shop.search("", Constraints(price_max=55))
    assert found.carries
    assert {hit.product.id for hit in found.hits} == {"k1", "k2"}


def test_what_the_shop_does_not_carry_is_said_and_the_nearest_shown(shop: ShopIndex) -> None:
    found = shop.search("chainsaw")
    assert not found.carries
    assert all(hit.relevance < 0.5 for hit in found.hits)


def test_the_closest_gives_up_one_constraint_and_names_it(shop: ShopIndex) -> None:
    found = shop.closest("kettle", Constraints(color="green", price_max=30))
    assert found.relaxed == ["color"]
    assert [hit.product.id for hit in found.hits] == ["k2"]


def test_nothing_is_close_to_what_the_shop_does_not_carry(shop: ShopIndex) -> None:
    assert shop.closest("chainsaw", Constraints(color="green")).hits == []


def test_details_that_no_record_tells_are_given_up_before_the_thing(shop: ShopIndex) -> None:
    wish = "kettle for camping trips with friends"
    assert not shop.search(wish).carries
    found = shop.closest(wish)
    assert found.relaxed == [DETAILS]
    assert {"k1", "k2"} <= {hit.product.id for hit in found.hits}


def test_a_thing_is_carried_whatever_it_is_to_be_good_for(shop: ShopIndex) -> None:
    assert shop.carries("kettle for camping trips with friends")
    assert not shop.carries("chainsaw for camping trips with friends")


@pytest.mark.parametrize("query", ["", " ", "😀", "\x00\x01", "' OR 1=1 --", "x" * 10_000, "¿?"])
def test_strange_queries_do_no_harm(shop: ShopIndex, query: str) -> None:
    assert len(shop.search(query).hits) <= 10


@pytest.mark.parametrize("method", list(Method))
def test_a_benchmark_sees_every_record_ranked(shop: ShopIndex, method: Method) -> None:
    found = shop.rank_ids("wool sweater", method, limit=5)
    assert {id_ for id_, _ in found[:2]} == {"s-red", "s-blue"}
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_a_sync_is_seen_by_an_open_index(tmp_path: Path) -> None:
    feed, embedder = tmp_path / "feed.jsonl", WordEmbedder()
    sync_products([write_feed(feed, SHOP)], tmp_path, embedder)
    index = ShopIndex(tmp_path, embedder)
    before = index.vocabulary
    assert index.vocabulary is before
    lamp = {"id": "l1", "title": "Brass Lamp", "category": ["Home", "Lamps"]}
    sync_products([write_feed(feed, [*SHOP, lamp])], tmp_path, embedder)
    assert ids(index, "brass lamp")[0] == "l1"
    assert "Lamps" in index.vocabulary.categories
