from decimal import Decimal

import pytest

from retrieval.filters import RELAXATION_ORDER, Constraints, fits, relaxations
from retrieval.search import ShopIndex

EVERY_KIND = [
    Constraints(),
    Constraints(price_max=Decimal(60)),
    Constraints(price_min=Decimal(60)),
    Constraints(price_min=Decimal(30), price_max=Decimal(50)),
    Constraints(brand="TARN"),
    Constraints(brand="nobody"),
    Constraints(category="kettle"),
    Constraints(category="clothing"),
    Constraints(color="blue"),
    Constraints(color="navy"),
    Constraints(size="medium"),
    Constraints(rating_min=4.0),
    Constraints(rating_min=4.6),
    Constraints(in_stock=True),
    Constraints(in_stock=False),
    Constraints(attributes={"color": "red"}),
    Constraints(exclude=["wool"]),
    Constraints(exclude=["copper", "headphones"]),
    Constraints(exclude=["%", "_"]),
    Constraints(price_max=Decimal(0)),
    Constraints(price_max=Decimal("1e30")),
]


@pytest.mark.parametrize("constraints", EVERY_KIND, ids=lambda each: str(each.given()))
def test_the_store_and_the_record_mean_the_same(shop: ShopIndex, constraints: Constraints) -> None:
    everything = list(shop.catalog.all())
    found = shop.catalog.at(shop.catalog.select(constraints).positions()).values()
    expected = {product.id for product in everything if not fits(product, constraints)}
    assert {product.id for product in found} == expected


@pytest.mark.parametrize("constraints", EVERY_KIND, ids=lambda each: str(each.given()))
def test_no_hit_of_a_search_misses_a_constraint(shop: ShopIndex, constraints: Constraints) -> None:
    for query in ("kettle", "wool sweater", "tk-100/b", ""):
        found = shop.search(query, constraints).hits
        assert [fits(hit.product, constraints) for hit in found] == [[]] * len(found)


def test_relaxation_gives_up_the_least_first_and_exclusions_never() -> None:
    wish = Constraints(
        color="red", size="m", brand="Tarn", category="kettles", exclude=["steel"], in_stock=True
    )
    steps = relaxations(wish)
    singles = [names[0] for _, names in steps if len(names) == 1]
    assert singles == [name for name in RELAXATION_ORDER if name in wish.given()]
    assert all(weaker.exclude == ["steel"] for weaker, _ in steps)
    assert steps[-1][0].given() == {"exclude": ["steel"]}
