"""What a shop puts in its window: what is liked, what is cheap for once, a picture a department."""

from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.catalog import Catalog
from retrieval.product import Product
from retrieval.records import group_key
from ui.storefront.tiles import local_image

_USUAL_RATING, _USUAL_VOICES = 4, 10


@dataclass(frozen=True)
class Highlights:
    """The best of one catalog, a product standing for all of its variants.

    `liked` and `on_sale` begin with one product of every department; `pictures` are by department.
    """

    liked: list[Product]
    on_sale: list[Product]
    pictures: dict[str, str]


def read_highlights(catalog: Catalog) -> Highlights:
    """Go through the whole catalog once."""
    available: dict[str, Product] = {}
    for product in catalog.all():
        if product.in_stock:
            available.setdefault(group_key(product), product)
    liked = sorted(available.values(), key=_standing, reverse=True)
    pictures: dict[str, str] = {}
    for product in liked:
        picture = local_image(product.image)
        if picture:
            pictures.setdefault(_department(product), picture)
    return Highlights(
        liked=_one_each(liked),
        on_sale=_one_each(product for product in liked if product.sale_price),
        pictures=pictures,
    )


def _standing(product: Product) -> float:
    """A rating in which a handful of voices weighs little: as if ten more had said 4."""
    voices = product.rating_count or 0
    rated = (product.rating or _USUAL_RATING) * voices
    return (rated + _USUAL_RATING * _USUAL_VOICES) / (voices + _USUAL_VOICES)


def _one_each(products: Iterable[Product]) -> list[Product]:
    """The same products, every department's first before any department's second."""
    seen: dict[str, int] = {}
    ranked: list[tuple[int, Product]] = []
    for product in products:
        department = _department(product)
        seen[department] = seen.get(department, 0) + 1
        ranked.append((seen[department], product))
    return [product for _, product in sorted(ranked, key=lambda entry: entry[0])]


def _department(product: Product) -> str:
    return product.category[0] if product.category else ""
