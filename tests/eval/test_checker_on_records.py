"""The checker on sentences made from every tenth record of the demo shop, true and made untrue."""

from collections.abc import Iterator

import pytest

from eval.checker.check import Checker
from eval.checker.findings import TurnContext
from eval.checker.sentences import sentences
from eval.records import ShopRecords
from retrieval.product import Product
from tests.eval.demo import demo_records

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def shop() -> ShopRecords:
    return demo_records()


def sample(shop: ShopRecords) -> list[Product]:
    return list(shop.products.values())[::10]


def supported(product: Product) -> Iterator[str]:
    price = product.offer_price
    assert price is not None
    yield f"{product.title} costs ${price.amount:.2f}."
    yield f"The closest match is {product.title} (${price.amount:.2f})."
    yield f"{product.title} is {'in stock' if product.in_stock else 'out of stock right now'}."
    if product.in_stock:
        yield f"Only {product.stock} of the {product.title} are left."
    if product.rating is not None:
        reviews = f"by {product.rating_count} shoppers"
        yield f"{product.title} is rated {product.rating} out of 5 {reviews}."
    for name, value in product.attributes.items():
        yield f"{product.title}: {name} is {value}."


def unsupported(product: Product) -> Iterator[str]:
    price = product.offer_price
    assert price is not None
    yield f"{product.title} costs ${price.amount + 7:.2f}."
    yield f"The {product.title} is now ${price.amount - 3:.2f}, and well made."
    yield f"Only {(product.stock or 0) + 91} of the {product.title} are left."
    if product.rating is not None:
        yield f"{product.title} is rated {product.rating - 0.4:.1f} out of 5."
    yield f"We also have the Zephyr {product.title.split()[-1]} Deluxe."
    yield f"The {product.title} is our best-selling item."


def flagged(shop: ShopRecords, made: list[tuple[Product, str]]) -> list[str]:
    checker = Checker(shop)
    return [text for product, text in made if checker.check(text, TurnContext(cards=(product.id,)))]


def test_what_a_record_says_is_borne_out(shop: ShopRecords) -> None:
    made = [(product, text) for product in sample(shop) for text in supported(product)]
    assert len(made) > 500
    wrong = flagged(shop, made)
    assert len(wrong) <= 0.005 * len(made), wrong


def test_what_a_record_does_not_say_is_found(shop: ShopRecords) -> None:
    made = [(product, text) for product in sample(shop) for text in unsupported(product)]
    assert len(made) > 500
    found = flagged(shop, made)
    missed = [text for _, text in made if text not in found]
    assert len(missed) <= 0.02 * len(made), missed


def test_the_shops_own_texts_are_borne_out(shop: ShopRecords) -> None:
    checker = Checker(shop)
    texts = [sentence for passage in shop.passages for sentence in sentences(passage)]
    wrong = [text for text in texts if checker.check(text, TurnContext())]
    assert len(texts) > 200
    assert wrong == []
