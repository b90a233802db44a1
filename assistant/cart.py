"""The cart as a shopper sees it: lines priced from the records at that moment, sums, the way out.

A line is a product's id and a quantity: each variant of a product is a record with an id of its
own. No price is ever stored.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Protocol
from urllib.parse import quote

from pydantic import BaseModel

from retrieval.facets import plain
from retrieval.options import options_of
from retrieval.product import Money, Product

MOST_OF_ONE = 99
MOST_LINES = 100
LINES_SLOT = "{lines}"
"""Stands in a checkout link for `ID:QUANTITY,ID:QUANTITY`, as in a Shopify cart permalink."""

Quantities = Mapping[str, int]
"""Pieces by product id, in the order in which they were put in."""


class Records(Protocol):
    """Looks products up."""

    def get_many(self, ids: Sequence[str]) -> list[Product]:
        """Return the products of these ids, in their order, without those that are gone."""
        ...

    def variants(self, product: Product) -> list[Product]:
        """Return the products of the same group, itself included."""
        ...


class CartLine(BaseModel):
    """Some pieces of one product; `available` of them can be had now, and only those are priced.

    `options` say which variant it is ("cream, M"); without a price there is no `total` either.
    """

    id: str
    title: str
    options: str
    quantity: int
    available: int
    price: Money | None
    total: Money | None
    url: str | None
    image: str | None


class Cart(BaseModel):
    """A cart at one moment; `gone` are ids that the shop does not have any more.

    There is one sum a currency. `checkout` is None where there is nothing to pay, or no way.
    """

    lines: list[CartLine] = []
    gone: list[str] = []
    pieces: int = 0
    totals: list[Money] = []
    checkout: str | None = None


def changed(quantities: Quantities, changes: Quantities) -> dict[str, int]:
    """Return the quantities after some of them were set; 0 takes a line out.

    >>> changed({"mug": 1, "pan": 2}, {"mug": 0, "cup": 3})
    {'pan': 2, 'cup': 3}
    """
    after = {**quantities, **changes}
    return {product_id: quantity for product_id, quantity in after.items() if quantity > 0}


def can_be_had(product: Product, quantity: int) -> int:
    """Return how many of that many pieces the shop can sell now.

    >>> can_be_had(Product(id="1", title="Mug", stock=2), 3)
    2
    """
    if not product.in_stock:
        return 0
    left = MOST_OF_ONE if product.stock is None else product.stock
    return min(quantity, left, MOST_OF_ONE)


def priced_cart(records: Records, quantities: Quantities, checkout: str = "") -> Cart:
    """Return the cart with today's prices and stock.

    Args:
        records: The shop's products.
        quantities: What was put in.
        checkout: Link to the shop's checkout; `{lines}` in it stands for the cart's lines.
    """
    products = records.get_many(list(quantities))
    lines = [_line(records, product, quantities[product.id]) for product in products]
    known = {product.id for product in products}
    return Cart(
        lines=lines,
        gone=[product_id for product_id in quantities if product_id not in known],
        pieces=sum(line.available for line in lines),
        totals=_totals(lines),
        checkout=_checkout_link(checkout, lines),
    )


def variant_name(records: Records, product: Product) -> str:
    """Say which of its variants a product is: the values in which they differ, or nothing."""
    names = options_of(records.variants(product))
    return ", ".join(filter(None, (plain(product.attributes.get(name, "")) for name in names)))


def _line(records: Records, product: Product, quantity: int) -> CartLine:
    price, available = product.offer_price, can_be_had(product, quantity)
    return CartLine(
        id=product.id,
        title=product.title,
        options=variant_name(records, product),
        quantity=quantity,
        available=available,
        price=price,
        total=price and _money(price.amount * available, price.currency),
        url=product.url,
        image=product.image,
    )


def _totals(lines: Sequence[CartLine]) -> list[Money]:
    sums: dict[str, Decimal] = {}
    for line in lines:
        if line.total and line.available:
            sums[line.total.currency] = (
                sums.get(line.total.currency, Decimal(0)) + line.total.amount
            )
    return [_money(amount, currency) for currency, amount in sums.items()]


def _money(amount: Decimal, currency: str) -> Money:
    # A sum may have more digits than a price in a feed may have.
    return Money.model_construct(amount=amount, currency=currency)


def _checkout_link(template: str, lines: Sequence[CartLine]) -> str | None:
    wanted = [f"{quote(line.id, safe='')}:{line.available}" for line in lines if line.available]
    return template.replace(LINES_SLOT, ",".join(wanted)) if template and wanted else None
