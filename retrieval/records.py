"""A product as rows of the relational store, and the hashes that tell what has changed."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from retrieval.facets import Facets, facets
from retrieval.product import Product
from retrieval.tables import PRICE_SCALE
from retrieval.text import identifier_key, key
from retrieval.texts import lexical_text, passage

Values = dict[str, object]

_CODE = re.compile(
    r"\b(?:oem code|(?:part|model|item|article|order) (?:number|no|code)|sku|mpn|model)$"
)
_FIGURE = re.compile(r"\d.*\d.*\d")
"""Fewer figures are no number that is looked for."""


@dataclass(frozen=True)
class Rows:
    """The rows of one product, without its position."""

    product: Values
    categories: list[Values] = field(default_factory=list)
    facets: list[Values] = field(default_factory=list)
    identifiers: list[Values] = field(default_factory=list)


def group_key(product: Product) -> str:
    """The name under which variants of one product are found; a lone product has its own."""
    return f"group {product.group_id}" if product.group_id else f"product {product.id}"


def hash_of(text: str) -> str:
    """The hash by which a text is known again."""
    return hashlib.sha256(text.encode()).hexdigest()


def rows_of(product: Product, record: str) -> Rows:
    """Return the rows that the store keeps of a product.

    Args:
        product: The product.
        record: The product as JSON, as it is stored.
    """
    known = facets(product)
    price = product.offer_price
    return Rows(
        product={
            "id": product.id,
            "group_key": group_key(product),
            "title": product.title,
            "brand": product.brand,
            "brand_key": known.brand,
            "price": None if price is None else int(price.amount * PRICE_SCALE),
            "currency": None if price is None else price.currency,
            "in_stock": product.in_stock,
            "rating": product.rating,
            "rating_count": product.rating_count,
            "words": known.words,
            "record": record,
            "content_hash": hash_of(record),
            "passage_hash": hash_of(passage(product)),
            "lexical_hash": hash_of(lexical_text(product)),
        },
        categories=_categories(product, known),
        facets=_facets(known),
        identifiers=[{"key": each} for each in _identifiers(product)],
    )


def _categories(product: Product, known: Facets) -> list[Values]:
    names = product.category or [""] * len(known.categories)
    return [
        {"level": level if product.category else -1, "name": name, "key": category}
        for level, (name, category) in enumerate(zip(names, known.categories, strict=True))
    ]


def _facets(known: Facets) -> list[Values]:
    named = [("color", known.colors), ("size", known.sizes), ("material", known.materials)]
    values = [(kind, "", value) for kind, values in named for value in sorted(values)]
    attributes = [("attribute", name, value) for name, value in known.attributes]
    return [
        {"kind": kind, "name": name, "value": value} for kind, name, value in values + attributes
    ]


def _identifiers(product: Product) -> set[str]:
    stated = [product.id, product.mpn or "", *product.gtin, *_codes(product)]
    return {identifier_key(each) for each in stated} - {""}


def _codes(product: Product) -> Iterator[str]:
    """The numbers that attributes such as "OEM code" give; what has no figure is a word."""
    for name, value in product.attributes.items():
        if isinstance(value, str) and _CODE.search(key(name.replace("_", " "))):
            yield from (part for part in re.split(r"[,;\s]+", value) if _FIGURE.search(part))
