"""What the peers look up: products and passages, nearest first, as text for a model."""

from collections.abc import Iterable

from retrieval.money import format_money
from retrieval.product import Product
from retrieval.ranking import Method
from retrieval.search import ShopIndex

_VARIANTS = 8
"""As many records are ranked for each product that is wanted: its variants come along."""


def nearest_products(index: ShopIndex, query: str, limit: int) -> list[Product]:
    """Return the products whose vectors are nearest to a query in Chroma, one of its variants."""
    ids = [id_ for id_, _ in index.rank_ids(query, Method.DENSE, limit=limit * _VARIANTS)]
    products: dict[str, Product] = {}
    for product in index.catalog.get_many(ids):
        products.setdefault(product.group_id or product.id, product)
    return list(products.values())[:limit]


def product_text(product: Product) -> str:
    """Return a product's record as a line for a model."""
    price = format_money(product.offer_price, "en") if product.offer_price else "no price given"
    stock = "in stock" if product.in_stock else "out of stock"
    rating = f"rated {product.rating} of 5" if product.rating else "not rated"
    attributes = "; ".join(f"{name}: {value}" for name, value in product.attributes.items())
    about = [product.brand or "", " > ".join(product.category), attributes, product.description]
    return f"{product.title}: {price}, {stock}, {rating}. {'. '.join(filter(None, about))}"


def passages_text(index: ShopIndex, question: str, limit: int) -> list[str]:
    """Return the passages nearest to a question, each with its title."""
    hits = index.passages(question, limit=limit)
    return [f"{hit.passage.title}: {hit.passage.text}" for hit in hits]


def lines(texts: Iterable[str]) -> str:
    """Return texts as a list, one a line."""
    return "\n".join(f"- {text}" for text in texts) or "nothing found"
