"""Exact figures about the range, equal to what the catalog's records say."""

from collections.abc import Callable

import pytest

from assistant.state import CatalogFact, Intent, Verdict
from retrieval.search import ShopIndex
from tests.assistant.skills.visit import gather, understood

FACT = Intent.CATALOG_FACT


def offers(index: ShopIndex, category: str) -> list[float]:
    """Return the prices of every product of a category, read record by record."""
    return [
        float(product.offer_price.amount)
        for product in index.catalog.all()
        if category in product.category and product.offer_price
    ]


@pytest.mark.parametrize(
    ("fact", "pick"), [(CatalogFact.CHEAPEST, min), (CatalogFact.MOST_EXPENSIVE, max)]
)
async def test_the_ends_of_the_range_are_exact(
    demo_index: ShopIndex, fact: CatalogFact, pick: Callable[[list[float]], float]
) -> None:
    wish = understood(FACT, fact=fact, constraints={"category": "Desk lamps"})
    evidence = await gather(demo_index, wish)
    assert f"${pick(offers(demo_index, 'Desk lamps')):,.2f}" in evidence.statement
    assert evidence.verbatim


async def test_the_count_is_exact(demo_index: ShopIndex) -> None:
    groups = {
        product.group_id or product.id
        for product in demo_index.catalog.all()
        if "Desk lamps" in product.category
    }
    wish = understood(
        FACT, "desk lamps", fact=CatalogFact.COUNT, constraints={"category": "Desk lamps"}
    )
    evidence = await gather(demo_index, wish)
    assert f" {len(groups)} " in evidence.statement


async def test_the_price_range_has_both_ends(demo_index: ShopIndex) -> None:
    prices = offers(demo_index, "Desk lamps")
    wish = understood(FACT, fact=CatalogFact.PRICE_RANGE, constraints={"category": "Desk lamps"})
    evidence = await gather(demo_index, wish)
    assert f"${min(prices):,.2f}" in evidence.statement
    assert f"${max(prices):,.2f}" in evidence.statement


@pytest.mark.parametrize("fact", list(CatalogFact))
async def test_of_what_is_not_carried_nothing_is_claimed(
    demo_index: ShopIndex, fact: CatalogFact
) -> None:
    evidence = await gather(demo_index, understood(FACT, "surfboards", fact=fact))
    assert evidence.verdict is Verdict.ANSWERED
    assert evidence.products == []


async def test_the_departments_are_those_of_the_catalog(demo_index: ShopIndex) -> None:
    evidence = await gather(demo_index, understood(FACT, fact=CatalogFact.CATEGORIES))
    assert "Kitchen & Table" in evidence.statement
