"""Constraints in Chroma's language, as far as it can say them."""

from typing import Any

from chromadb.api.types import Metadata

from retrieval.facets import facets
from retrieval.filters import Constraints
from retrieval.product import Product
from retrieval.text import key


def metadata_of(product: Product) -> Metadata:
    """The metadata that a product's vector is filtered by; what is unknown is left out."""
    known = facets(product)
    values: dict[str, Any] = {
        "in_stock": product.in_stock,
        "price": float(product.offer_price.amount) if product.offer_price else None,
        "rating": product.rating,
        "brand": known.brand,
        "categories": list(known.categories) if product.category else [],
        "colors": sorted(known.colors),
    }
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def where_of(constraints: Constraints) -> dict[str, Any] | None:
    """A filter that every fitting product passes; the exact meaning is the relational store's.

    >>> where_of(Constraints(price_max=100, color="Navy"))
    {'$and': [{'price': {'$lte': 100.0}}, {'colors': {'$contains': 'navy'}}]}
    """
    parts: list[dict[str, Any]] = []
    if constraints.price_min is not None:
        parts.append({"price": {"$gte": float(constraints.price_min)}})
    if constraints.price_max is not None:
        parts.append({"price": {"$lte": float(constraints.price_max)}})
    if constraints.rating_min is not None:
        parts.append({"rating": {"$gte": constraints.rating_min}})
    if constraints.in_stock is not None:
        parts.append({"in_stock": constraints.in_stock})
    if constraints.color:
        parts.append({"colors": {"$contains": key(constraints.color)}})
    if len(parts) < 2:
        return parts[0] if parts else None
    return {"$and": parts}
