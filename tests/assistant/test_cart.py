"""What is in a cart costs what the records say now, and no more pieces count than there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.cart import MOST_OF_ONE, can_be_had, priced_cart
from assistant.errors import UserError
from assistant.settings import Settings
from assistant.shop import read_shop
from retrieval.product import Money, Product


def product(product_id: str, amount: str | None = "9.99", **fields: object) -> Product:
    price = {"amount": amount, "currency": fields.pop("currency", "EUR")} if amount else None
    return Product.model_validate({"id": product_id, "title": product_id, "price": price} | fields)


@dataclass
class Shop:
    """Some products; those of one group are variants of each other."""

    products: list[Product]

    def get_many(self, ids: Sequence[str]) -> list[Product]:
        return [each for wanted in ids for each in self.products if each.id == wanted]

    def variants(self, product: Product) -> list[Product]:
        group = product.group_id
        return [each for each in self.products if group and each.group_id == group] or [product]


def test_sums_are_exact_and_one_a_currency() -> None:
    shop = Shop([product("a", "0.10"), product("b", "0.20"), product("c", "1500", currency="JPY")])
    cart = priced_cart(shop, {"a": 3, "b": 1, "c": 2})
    assert cart.totals == [
        Money(amount=Decimal("0.50"), currency="EUR"),
        Money(amount=Decimal("3000"), currency="JPY"),
    ]
    assert cart.pieces == 6


def test_the_price_is_that_of_this_moment() -> None:
    before, now = Shop([product("a", "10")]), Shop([product("a", "10", sale_price={"amount": "8"})])
    assert priced_cart(before, {"a": 2}).totals[0].amount == 20
    assert priced_cart(now, {"a": 2}).totals[0].amount == 16


def test_a_sum_may_have_more_digits_than_a_price() -> None:
    cart = priced_cart(Shop([product("a", "9999999999.9999")]), {"a": 99})
    assert cart.totals[0].amount == Decimal("989999999999.9901")


def test_of_what_is_left_only_that_counts_and_what_is_sold_out_counts_nothing() -> None:
    shop = Shop([product("few", "5", stock=2), product("none", "7", stock=0)])
    cart = priced_cart(shop, {"few": 3, "none": 1}, "https://shop.example/cart/{lines}")
    assert [(line.quantity, line.available) for line in cart.lines] == [(3, 2), (1, 0)]
    assert cart.totals[0].amount == 10
    assert cart.checkout == "https://shop.example/cart/few:2"


def test_what_the_shop_does_not_have_any_more_is_named_and_counts_nothing() -> None:
    cart = priced_cart(Shop([product("a")]), {"gone": 2, "a": 1})
    assert (cart.gone, cart.pieces) == (["gone"], 1)


def test_without_a_price_there_is_no_sum_of_it() -> None:
    cart = priced_cart(Shop([product("a", None)]), {"a": 2})
    assert (cart.lines[0].total, cart.totals, cart.pieces) == (None, [], 2)


def test_a_line_says_which_variant_it_is() -> None:
    shirts = [
        product(f"shirt-{size}", group_id="shirt", attributes={"size": size, "fabric": "linen"})
        for size in "SM"
    ]
    assert priced_cart(Shop(shirts), {"shirt-M": 1}).lines[0].options == "M"


@pytest.mark.parametrize(
    ("stock", "wanted", "had"), [(None, 500, MOST_OF_ONE), (2, 3, 2), (0, 1, 0), (5, 3, 3)]
)
def test_nobody_gets_more_than_there_is(stock: int | None, wanted: int, had: int) -> None:
    assert can_be_had(product("a", stock=stock), wanted) == had


@pytest.mark.parametrize(
    ("template", "link"),
    [
        ("https://shop.example/cart/{lines}", "https://shop.example/cart/41:2,4%2F2:1"),
        ("https://shop.example/cart/{lines}?ref=chat", "https://shop.example/cart/41:2,4%2F2:1?ref=chat"),
        ("https://shop.example/checkout", "https://shop.example/checkout"),
        ("", None),
    ],
)  # fmt: skip
def test_the_way_to_the_checkout_is_the_shops_own(template: str, link: str | None) -> None:
    shop = Shop([product("41"), product("4/2")])
    assert priced_cart(shop, {"41": 2, "4/2": 1}, template).checkout == link


def test_an_empty_cart_leads_to_no_checkout() -> None:
    assert priced_cart(Shop([]), {}, "https://shop.example/checkout").checkout is None


@pytest.mark.parametrize("template", ["javascript:alert(1)", "https://x/{items}", "checkout"])
def test_a_template_that_is_no_link_is_the_operators_mistake(template: str, tmp_path: Path) -> None:
    (tmp_path / "shop.json").write_text(f'{{"checkout": "{template}"}}')
    with pytest.raises(UserError, match="checkout"):
        read_shop(Settings(data_dir=tmp_path))
