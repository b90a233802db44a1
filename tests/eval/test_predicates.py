import pytest

from eval.dialogues.format import Predicates
from eval.dialogues.predicates import satisfies
from tests.eval.shop import invented_shop

SHOP = invented_shop()


@pytest.mark.parametrize(
    ("product_id", "wanted", "holds"),
    [
        ("b1", {"price_max": 79}, True),
        ("b1", {"price_max": 78.99}, False),
        ("b3", {"price_max": 120}, True),  # by its sale price
        ("b1", {"price_min": 80}, False),
        ("b1", {"brand": "northwick"}, True),
        ("b1", {"brand": "Aldermoor"}, False),
        ("b1", {"category": "bags"}, True),
        ("b1", {"category": "Backpack"}, True),
        ("b1", {"category": "totes"}, False),
        ("b1", {"title_contains": "CANVAS backpack"}, True),
        ("b1", {"text_contains": ["roll-top", "24 l"]}, True),
        ("b1", {"text_contains": "leather"}, False),
        ("b1", {"text_lacks": "leather"}, True),
        ("b1", {"text_lacks": "waxed"}, False),
        ("b1", {"color": "olive"}, True),  # another variant of the product
        ("b1", {"color": "olive", "in_stock": True}, False),  # but that one is sold out
        ("b2", {"in_stock": True}, True),
        ("b1", {"color": "red"}, False),
        ("b6", {"in_stock": True}, False),
        ("b6", {"in_stock": False}, True),
        ("m1", {"rating_min": 4.9}, True),
        ("s3", {"rating_min": 4}, False),
        ("absent", {"price_max": 1000}, False),
    ],
)
def test_a_predicate_is_judged_on_the_record(
    product_id: str, wanted: dict[str, object], holds: bool
) -> None:
    assert satisfies(SHOP, product_id, Predicates.model_validate(wanted)) is holds
