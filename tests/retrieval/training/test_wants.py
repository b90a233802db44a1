import pytest

from retrieval.judgements import Judged
from retrieval.product import Product
from retrieval.training.wants import Want, doubtful, field_wants, judged_wants, one_a_group

SHOP = [
    Product(
        id="k1", title="Wren Kettle", brand="Tarn", category=["Kitchen", "Stovetop kettles"],
        attributes={"color": "red"},
    ),
    Product(
        id="k2", title="Larch Kettle", brand="Thimble", category=["Kitchen", "Stovetop kettles"],
        attributes={"color": "navy"},
    ),
    Product(id="b1", title="Blue Whale", category=["Kitchen", "Plates & bowls"]),
    Product(id="b2", title="Soup Bowl", category=["Kitchen", "Plates & bowls"]),
]  # fmt: skip
WANTS = {want.query: want for want in field_wants(one_a_group(SHOP), most=100, seed=1)}


def test_a_category_is_asked_for_by_name() -> None:
    assert WANTS["stovetop kettles"].right == {"k1", "k2"}


def test_so_is_the_thing_that_titles_name() -> None:
    assert WANTS["kettle"].right == {"k1", "k2"}


def test_of_a_category_of_two_things_each_product_is_one() -> None:
    assert WANTS["bowls"].right == {"b2"}
    assert "plates & bowls" not in WANTS


@pytest.mark.parametrize("query", ["tarn kettle", "red kettle"])
def test_a_kind_of_another_brand_or_color_is_near(query: str) -> None:
    assert WANTS[query] == Want(query, right=frozenset({"k1"}), near=frozenset({"k2"}))


def test_of_a_brand_all_its_products_are_right() -> None:
    assert WANTS["thimble"].right == {"k2"}


def test_judgements_tell_right_from_wrong() -> None:
    judged = Judged({"q": "kettle"}, {"q": {"k1": 2, "k2": 1, "b1": 0}})
    (want,) = judged_wants(judged)
    assert want == Want("kettle", frozenset({"k1", "k2"}), wrong=frozenset({"b1"}))


@pytest.mark.parametrize(
    ("title", "expected"),
    [("Camping Kettle", True), ("Kettle Cleaner", False), ("Teapot", False)],
)
def test_who_has_every_word_may_be_right_unless_it_only_goes_with_it(
    title: str, expected: bool
) -> None:
    want = Want("kettle", frozenset())
    assert doubtful(want, Product(id="x", title=title)) == expected


def test_one_variant_stands_for_its_group() -> None:
    variants = [Product(id=id_, title="Sweater", group_id="s") for id_ in ("s1", "s2")]
    alone = [Product(id="s", title="Kettle")]
    assert list(one_a_group([*variants, *alone])) == ["s1", "s"]
