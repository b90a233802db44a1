"""What a shopper sees for a wish, over a small catalog written for it."""

from pathlib import Path
from typing import Any

import pytest

from retrieval.filters import Constraints, fits
from retrieval.search import WORDS, ShopIndex
from retrieval.sync import sync_products
from tests.retrieval.fakes import WordEmbedder, write_feed

OUTDOOR = "Outdoor & Camping"
TENTS = [OUTDOOR, "Tents & Shelters"]
BAGS = "Bags & Travel"
ELECTRONICS = "Electronics"


def record(id_: str, title: str, category: list[str], price: str, **rest: object) -> dict[str, Any]:
    return {
        "id": id_,
        "title": title,
        "category": category,
        "price": {"amount": price},
        "stock": 3,
    } | rest


CATALOG = [
    record("tarp", "Backyard Awning Tarp", [*TENTS, "Tarps"], "34", attributes={"color": "blue"}),
    record("dome", "Dome Tent", [*TENTS, "Family tents"], "149", attributes={"color": "green"}),
    record("solo", "Lone Heron Solo Tent", [*TENTS, "Backpacking tents"], "279"),
    record("coat", "Puddlejump Parka", ["Clothing", "Jackets & Coats", "Rain jackets"], "98"),
    record("dog", "Wool Dog Coat", ["Pets", "Dog coats"], "28"),
    record("pillow", "Neck Pillow", [BAGS, "Travel pillows"], "38", attributes={"color": "blue"}),
    record("tote", "Shopping Tote Bag", [BAGS, "Tote bags"], "9", attributes={"color": "blue"}),
    record(
        "bottle",
        "Flask",
        ["Kitchen", "Bottles"],
        "11",
        description="Fits the side pocket of a bag.",
        attributes={"color": "blue", "capacity": "1 L"},
    ),
    record("disk", "Hard Drive 1TB", [ELECTRONICS], "60"),
    record("disks", "Hard Drive 2000 GB", [ELECTRONICS], "90"),
    record("cable", "Network Cable", [ELECTRONICS], "7", attributes={"cable_length": 2.0}),
    record("wire", "Network Cable Long", [ELECTRONICS], "9", attributes={"cable_length": 5.0}),
    record("screen", 'Wide Monitor 24"', [ELECTRONICS], "150"),
    record("sleeve", "Felt Laptop Sleeve", [BAGS, "Sleeves"], "30", attributes={"size": "13-inch"}),
    record("wallet", "Canvas Wallet", ["Wallets"], "18"),
    record(
        "ink",
        "Yellow Ink",
        ["Supplies"],
        "20",
        mpn="XR-200/B",
        gtin=["04006381333931"],
        attributes={"oem_code": "C13T05944010"},
    ),
    record("pan", "Frying Pan, 28 cm", ["Cookware"], "40", brand="Acme"),
    record("pan-again", "28 cm frying pan", ["Cookware"], "40", brand="Acme"),
    record("pan-2", "Frying Pan Large", ["Cookware"], "45", brand="Acme"),
    record("pan-3", "Frying Pan Small", ["Cookware"], "35", brand="Acme"),
    record("pan-4", "Frying Pan of Iron", ["Cookware"], "55", brand="Tarn"),
]


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> ShopIndex:
    folder: Path = tmp_path_factory.mktemp("query_side")
    embedder = WordEmbedder()
    sync_products([write_feed(folder / "feed.jsonl", CATALOG)], folder / "var", embedder)
    return ShopIndex(folder / "var", embedder)


def found(catalog: ShopIndex, query: str, **wish: object) -> set[str]:
    """The ids found for a query, none where the shop does not carry it."""
    result = catalog.search(query, Constraints.model_validate(wish))
    return {hit.product.id for hit in result.hits} if result.carries else set()


def test_the_cheapest_tent_is_a_tent_and_no_tarp_beside_them(catalog: ShopIndex) -> None:
    cheapest = catalog.catalog.select(Constraints(category="Tents"), phrase="tent").cheapest()
    assert cheapest is not None
    assert cheapest.id == "dome"


def test_a_department_that_joins_two_things_makes_nothing_the_first(catalog: ShopIndex) -> None:
    assert catalog.catalog.select(phrase="bags").count() == 1


def test_a_part_of_a_joint_category_without_a_narrower_one_means_all_of_it(
    catalog: ShopIndex,
) -> None:
    chosen = catalog.catalog.select(Constraints(category="Coats"))
    assert set(catalog.catalog.at(chosen.positions())) == set(chosen.positions())
    assert {each.id for each in catalog.catalog.at(chosen.positions()).values()} == {"coat", "dog"}


def test_neither_a_pillow_of_the_department_nor_what_fits_a_bag_is_a_bag(
    catalog: ShopIndex,
) -> None:
    assert found(catalog, "blue bag", color="blue") == {"tote"}


@pytest.mark.parametrize(
    ("query", "size", "expected"),
    [
        ("hard drive", "1 TB", {"disk"}),
        ("hard drive", "1000GB", {"disk"}),
        ("hard drive", "2tb", {"disks"}),
        ("network cable", "2 m", {"cable"}),
        ("network cable", "200 cm", {"cable"}),
        ("monitor", "24 inch", {"screen"}),
        ("monitor", '24"', {"screen"}),
        ("laptop sleeve", '13"', {"sleeve"}),
        ("flask", "1000 ml", {"bottle"}),
        ("flask", "1 litre", {"bottle"}),
        ("flask", "2 litre", set()),
    ],
)
def test_a_measure_is_found_however_shopper_and_record_write_it(
    catalog: ShopIndex, query: str, size: str, expected: set[str]
) -> None:
    assert found(catalog, query, size=size) == expected


@pytest.mark.parametrize("size", ["1 TB", "2 m", '24"', '13"', "1000 ml", "m", "28 cm", "9"])
def test_the_store_and_the_record_mean_the_same_size(catalog: ShopIndex, size: str) -> None:
    wish = Constraints(size=size)
    chosen = catalog.catalog.at(catalog.catalog.select(wish).positions()).values()
    expected = {each.id for each in catalog.catalog.all() if not fits(each, wish)}
    assert {each.id for each in chosen} == expected


def test_who_finds_no_vegan_wallet_is_shown_wallets_as_the_nearest(catalog: ShopIndex) -> None:
    wish = Constraints(category="Wallets")
    assert found(catalog, "vegan wallet", category="Wallets") == set()
    nearest = catalog.closest("vegan wallet", wish)
    assert ([hit.product.id for hit in nearest.hits], nearest.relaxed) == (["wallet"], [WORDS])


@pytest.mark.parametrize("typed", ["C13T 0594-4010", "c13t05944010", "XR 200 B", "4006381333931"])
def test_a_part_number_is_known_however_it_is_typed(catalog: ShopIndex, typed: str) -> None:
    assert catalog.catalog.is_identifier(typed)
    assert found(catalog, typed) == {"ink"}


@pytest.mark.parametrize("typed", ["", "yellow ink", "200", "C13T"])
def test_a_word_or_part_of_a_number_is_no_part_number(catalog: ShopIndex, typed: str) -> None:
    assert not catalog.catalog.is_identifier(typed)


def test_the_same_product_under_two_ids_is_shown_once(catalog: ShopIndex) -> None:
    assert len(found(catalog, "frying pan 28 cm") & {"pan", "pan-again"}) == 1


def test_one_brand_leaves_room_for_others_where_little_was_said(catalog: ShopIndex) -> None:
    brands = [hit.product.brand for hit in catalog.search("frying pan", limit=3).hits]
    assert sorted(filter(None, brands)) == ["Acme", "Acme", "Tarn"]
    of_one = catalog.search("frying pan", Constraints(brand="Acme"), limit=3).hits
    assert [hit.product.brand for hit in of_one] == ["Acme"] * 3


def test_a_slip_that_shares_a_stem_with_another_word_is_none(catalog: ShopIndex) -> None:
    assert found(catalog, "earings") == set()
