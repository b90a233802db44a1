"""A shelf to browse: what the address asks for, and the page of products that answers it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, Field
from typing_extensions import Annotated

from retrieval.catalog import Catalog, Sorting
from retrieval.filters import Constraints
from retrieval.product import Product
from ui.storefront.tiles import Tile, tiles

PAGE = 24
SORTS = [
    (Sorting.FEATURED, "Featured"),
    (Sorting.PRICE_UP, "Price, low to high"),
    (Sorting.PRICE_DOWN, "Price, high to low"),
    (Sorting.RATING, "Best rated"),
    (Sorting.TITLE, "Name"),
]


def _unset(value: object) -> object:
    """A form sends its empty fields too."""
    return None if value == "" else value


_Blank = BeforeValidator(_unset)


class Wish(BaseModel):
    """The filters of the address; an empty one filters nothing."""

    color: Annotated[str | None, _Blank] = Field(default=None, max_length=100)
    brand: Annotated[str | None, _Blank] = Field(default=None, max_length=200)
    max: Annotated[Decimal | None, _Blank] = Field(default=None, ge=0, le=10**9)
    stock: bool = False
    sort: Sorting = Sorting.FEATURED
    page: int = Field(default=1, ge=1, le=500)

    def constraints(self, category: str | None = None) -> Constraints:
        """The same, as retrieval knows them."""
        return Constraints(
            category=category,
            color=self.color,
            brand=self.brand,
            price_max=self.max,
            in_stock=True if self.stock else None,
        )

    def address(self, path: str, kept: dict[str, str], page: int) -> str:
        """The address of another page of this shelf."""
        given = self.model_dump(mode="json", exclude_defaults=True) | {"page": page}
        return f"{path}?{urlencode(kept | given)}"


@dataclass(frozen=True)
class Shelf:
    """One page of products."""

    entries: list[Tile]
    total: int
    page: int
    pages: int

    @property
    def tally(self) -> str:
        """How many there are, in words."""
        return "1 product" if self.total == 1 else f"{self.total:,} products"


def browse(catalog: Catalog, wish: Wish, category: str) -> Shelf:
    """Return the page of a category that fits the wish."""
    selection = catalog.select(wish.constraints(category))
    found = selection.page(wish.sort, (wish.page - 1) * PAGE, PAGE)
    return _shelf(catalog, found, selection.count(), wish.page)


def page_of(catalog: Catalog, products: Sequence[Product], wish: Wish) -> Shelf:
    """Return a page of products that are at hand already, sorted as wished."""
    ordered = sort_products(products, wish.sort)
    start = (wish.page - 1) * PAGE
    return _shelf(catalog, ordered[start : start + PAGE], len(ordered), wish.page)


def sort_products(products: Sequence[Product], sorting: Sorting) -> list[Product]:
    """Return the products in an order; featured keeps the one they come in.

    >>> mugs = [Product(id="1", title="B"), Product(id="2", title="A")]
    >>> [mug.title for mug in sort_products(mugs, Sorting.TITLE)]
    ['A', 'B']
    """

    def key(product: Product) -> Any:  # noqa: ANN401 - of one sorting, keys are of one type
        amount = product.offer_price.amount if product.offer_price else None
        match sorting:
            case Sorting.PRICE_UP:
                return (amount is None, amount or 0)
            case Sorting.PRICE_DOWN:
                return -(amount or 0)
            case Sorting.RATING:
                return -(product.rating or 0)
            case Sorting.TITLE:
                return product.title.casefold()
            case _:
                return 0

    return sorted(products, key=key)


def _shelf(catalog: Catalog, products: Sequence[Product], total: int, page: int) -> Shelf:
    return Shelf(tiles(catalog, products), total, page, max(1, -(-total // PAGE)))
