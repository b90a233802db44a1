"""Cards: products as the shopper sees them, made from records alone."""

from assistant.state import Card, EvidenceProduct, Understanding
from retrieval.catalog import Catalog
from retrieval.money import format_money
from retrieval.product import Money, Product


def make_card(entry: EvidenceProduct, understanding: Understanding, catalog: Catalog) -> Card:
    """Return the card of a product, with the wishes that it meets or misses."""
    product = entry.product
    return Card(
        id=product.id,
        title=product.title,
        price=product.price,
        sale_price=product.sale_price,
        in_stock=product.in_stock,
        stock=product.stock,
        rating=product.rating,
        rating_count=product.rating_count,
        brand=product.brand,
        url=product.url,
        image=product.image,
        options=catalog.options(product),
        fits=entry.fits,
        why=entry.misses or _met_wishes(product, understanding),
    )


def _met_wishes(product: Product, understanding: Understanding) -> list[str]:
    """Name the constraints that were given; the product is known to fit them all."""
    wish = understanding.constraints
    currency = product.offer_price.currency if product.offer_price else "USD"
    met = [value for value in (wish.color, wish.brand, wish.category) if value]
    if wish.price_max is not None:
        met.append(f"under {format_money(Money(amount=wish.price_max, currency=currency))}")
    if wish.price_min is not None:
        met.append(f"over {format_money(Money(amount=wish.price_min, currency=currency))}")
    if wish.size:
        met.append(f"size {wish.size}")
    if wish.rating_min is not None:
        met.append(f"rated {wish.rating_min:g} or better")
    if wish.in_stock:
        met.append("in stock")
    return met + [f"no {word}" for word in wish.exclude]
