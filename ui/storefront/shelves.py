"""The shop's products as shelves: one entry a product, grouped, filtered and sorted for pages."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from pydantic import BaseModel, Field, field_validator

from retrieval.product import Product
from ui.storefront.tiles import Tile, make_tile


class Sort(StrEnum):
    """Orders that a grid offers; the value is what the address says."""

    FEATURED = "featured"
    CHEAPEST = "price"
    DEAREST = "price-desc"
    RATING = "rating"
    NAME = "name"


SORT_LABELS = {
    Sort.FEATURED: "Featured",
    Sort.CHEAPEST: "Price, low to high",
    Sort.DEAREST: "Price, high to low",
    Sort.RATING: "Best rated",
    Sort.NAME: "Name",
}


class Wish(BaseModel):
    """What the address of a grid asks for; empty fields ask for nothing.

    `q` and `aisle` say which products the grid is about, the rest narrows and orders them.
    """

    q: str = Field(default="", max_length=500)
    aisle: str = Field(default="", max_length=200)
    color: str = Field(default="", max_length=100)
    brand: str = Field(default="", max_length=200)
    max: Decimal | None = Field(default=None, ge=0)
    stock: bool = False
    sale: bool = False
    sort: Sort = Sort.FEATURED
    page: int = Field(default=1, ge=1, le=100_000)

    @field_validator("max", mode="before")
    @classmethod
    def _unset(cls, value: object) -> object:
        """A form sends its empty fields too."""
        return value or None

    def fits(self, tile: Tile) -> bool:
        """Whether a tile is what was asked for."""
        return (
            (not self.color or self.color in tile.colors)
            and (not self.brand or self.brand == tile.brand)
            and (self.max is None or (tile.amount is not None and tile.amount <= self.max))
            and (not self.stock or tile.in_stock)
            and (not self.sale or bool(tile.was))
        )


@dataclass(frozen=True)
class Shelves:
    """All products of one catalog, one tile a group of variants, in the feed's order."""

    tiles: list[Tile]
    by_group: dict[str, Tile] = field(repr=False)

    @classmethod
    def fill(cls, products: Iterable[Product]) -> "Shelves":
        """Group a catalog's products."""
        groups: dict[str, list[Product]] = {}
        for product in products:
            groups.setdefault(group_of(product), []).append(product)
        by_group = {group: make_tile(_face(family), family) for group, family in groups.items()}
        return cls(list(by_group.values()), by_group)

    def departments(self) -> Counter[str]:
        """The broadest categories with their number of products, in the feed's order."""
        return Counter(tile.category[0] for tile in self.tiles if tile.category)

    def within(self, *category: str) -> list[Tile]:
        """The tiles under a category path, broad to narrow."""
        return [tile for tile in self.tiles if tile.category[: len(category)] == category]

    def of(self, products: Iterable[Product]) -> list[Tile]:
        """The tiles of products, in their order, each group once."""
        groups = dict.fromkeys(group_of(product) for product in products)
        return [self.by_group[group] for group in groups if group in self.by_group]


def group_of(product: Product) -> str:
    """What variants have in common: their group, or the product alone."""
    return f"group {product.group_id}" if product.group_id else product.id


def arrange(tiles: Sequence[Tile], sort: Sort) -> list[Tile]:
    """Sort tiles; what is out of stock comes last in the shop's own order."""
    match sort:
        case Sort.FEATURED:
            return sorted(tiles, key=lambda tile: not tile.in_stock)
        case Sort.CHEAPEST:
            return sorted(tiles, key=lambda tile: (tile.amount is None, tile.amount or 0))
        case Sort.DEAREST:
            return sorted(tiles, key=lambda tile: tile.amount or -1, reverse=True)
        case Sort.RATING:
            return sorted(tiles, key=standing, reverse=True)
        case Sort.NAME:
            return sorted(tiles, key=lambda tile: tile.title.casefold())


def standing(tile: Tile) -> float:
    """A rating in which a handful of voices weighs little: as if ten people had said 4."""
    count = tile.rating_count or 0
    return ((tile.rating or 4) * count + 4 * 10) / (count + 10)


def _face(family: Sequence[Product]) -> Product:
    """The variant that stands for the others: the cheapest of those in stock."""
    return min(
        family,
        key=lambda each: (
            not each.in_stock,
            each.offer_price.amount if each.offer_price else Decimal("Infinity"),
        ),
    )
