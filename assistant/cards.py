"""Cards: products as the shopper sees them, made from records alone."""

from assistant.state import Card, EvidenceProduct, Understanding
from assistant.wording import load_wording
from assistant.wording.wishes import wish_phrases
from retrieval.catalog import Catalog
from retrieval.product import Product


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
    language = understanding.language
    currency = product.offer_price.currency if product.offer_price else "USD"
    return wish_phrases(understanding.constraints, load_wording(language).say, language, currency)
