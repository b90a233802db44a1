"""The cart's lines, priced from the records: the browser keeps ids and quantities only."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from retrieval.catalog import Catalog
from retrieval.money import format_money
from retrieval.product import Money, Product
from retrieval.text import key
from ui.storefront.addresses import product_url
from ui.storefront.choices import options_on_page
from ui.storefront.tiles import local_image, stock_line

MOST_LINES, MOST_OF_ONE = 100, 99


@dataclass(frozen=True)
class Line:
    """A product in the cart."""

    id: str
    title: str
    url: str
    image: str | None
    options: str
    stock: str
    price: str


def parse_lines(lines: Sequence[str]) -> dict[str, int]:
    """Read `QUANTITY ID` lines; what makes no sense is left out.

    >>> parse_lines(["2 mug", "many mugs", "1000 cup"])
    {'mug': 2, 'cup': 99}
    """
    parsed = [line.partition(" ") for line in lines[:MOST_LINES]]
    return {
        product_id: min(int(quantity), MOST_OF_ONE)
        for quantity, _, product_id in parsed
        if quantity.isdecimal() and len(quantity) < 6 and product_id
    }


def price_cart(catalog: Catalog, quantities: dict[str, int]) -> tuple[list[Line], str]:
    """Return the lines that the shop still carries, and the total in words."""
    products = catalog.get_many(quantities)
    lines = [_line(catalog, product, quantities[product.id]) for product in products]
    totals: dict[str, Decimal] = {}
    for product in products:
        if product.offer_price:
            currency, amount = product.offer_price.currency, product.offer_price.amount
            totals[currency] = totals.get(currency, Decimal(0)) + amount * quantities[product.id]
    sums = [Money.model_construct(amount=amount, currency=name) for name, amount in totals.items()]
    return lines, " + ".join(map(format_money, sums))


def _line(catalog: Catalog, product: Product, quantity: int) -> Line:
    offer = product.offer_price
    sum_ = offer and Money.model_construct(amount=offer.amount * quantity, currency=offer.currency)
    chosen = [option.value for option in options_on_page(product, catalog.variants(product))]
    return Line(
        id=product.id,
        title=product.title,
        url=product_url(product.id),
        image=local_image(product.image),
        options=", ".join(value for value in chosen if key(value)),
        stock=stock_line(product),
        price=format_money(sum_) if sum_ else "Price on request",
    )
