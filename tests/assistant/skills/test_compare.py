"""Products side by side, from their records."""

from assistant.state import Conversation, Intent, Verdict
from retrieval.search import ShopIndex
from tests.assistant.skills.visit import gather, understood

COMPARE = Intent.COMPARE


def shown(index: ShopIndex, query: str, count: int) -> list[str]:
    return [hit.product.id for hit in index.search(query, limit=count).hits]


async def test_two_products_are_laid_side_by_side(demo_index: ShopIndex) -> None:
    two = shown(demo_index, "electric kettle", 2)
    evidence = await gather(demo_index, understood(COMPARE, products=two), "compare them")
    assert evidence.table is not None
    assert evidence.table.products == two
    assert all(len(cells) == 2 and cells[0] != cells[1] for _, cells in evidence.table.rows)


async def test_without_a_reference_all_that_were_shown_are_compared(
    demo_index: ShopIndex,
) -> None:
    three = shown(demo_index, "tent", 3)
    talk = Conversation(id="c", shown=three)
    evidence = await gather(demo_index, understood(COMPARE), "which is lightest?", talk)
    assert evidence.product_ids() == three


async def test_one_product_alone_cannot_be_compared(demo_index: ShopIndex) -> None:
    one = shown(demo_index, "tent", 1)
    evidence = await gather(demo_index, understood(COMPARE, products=one), "compare")
    assert evidence.verdict is Verdict.TALK
    assert evidence.table is None


async def test_the_cheaper_one_is_named_with_the_difference(demo_index: ShopIndex) -> None:
    four = shown(demo_index, "headphones", 4)
    products = demo_index.catalog.get_many(four)
    prices = sorted(p.offer_price.amount for p in products if p.offer_price)
    evidence = await gather(demo_index, understood(COMPARE, products=four), "compare")
    assert f"${prices[1] - prices[0]:.2f}" in evidence.statement
