"""What a reply may say of the shopper's cart: how many pieces, and what they cost together."""

from collections.abc import Mapping
from decimal import Decimal

from retrieval.product import Product


def sum_of_cart(products: Mapping[str, Product], cart: Mapping[str, int]) -> Decimal:
    """What everything in a cart costs, as far as it is in stock."""
    had = [(products[one], pieces) for one, pieces in cart.items() if one in products]
    priced = [(product, product.offer_price, pieces) for product, pieces in had if product.in_stock]
    return sum(
        (
            price.amount * (pieces if product.stock is None else min(pieces, product.stock))
            for product, price, pieces in priced
            if price
        ),
        Decimal(0),
    )


def figures_of_cart(products: Mapping[str, Product], cart: Mapping[str, int]) -> set[Decimal]:
    """Return every number that the cart bears out."""
    return {sum_of_cart(products, cart), *map(Decimal, cart.values())}
