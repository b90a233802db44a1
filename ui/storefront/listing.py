"""Products to look through: a page of them, and what the rest could be narrowed down to."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from retrieval.catalog import Catalog
from retrieval.facets import facets
from retrieval.filters import fits
from retrieval.product import Product
from retrieval.selection import Sorting
from ui.storefront.tiles import Tile, make_tile
from ui.storefront.wish import Wish

PAGE = 24
_MOST_VALUES = 30
"""Values that a filter offers; the rest is for the search and the assistant."""


@dataclass(frozen=True)
class Listing:
    """One page of products; `colors` and `brands` are those of all the products behind it."""

    entries: list[Tile]
    total: int
    page: int
    colors: list[str]
    brands: list[str]

    @property
    def pages(self) -> int:
        """How many pages there are; an empty one counts."""
        return max(1, -(-self.total // PAGE))

    @property
    def tally(self) -> str:
        """How many products there are, in words."""
        return "1 product" if self.total == 1 else f"{self.total:,} products"


def browse(catalog: Catalog, wish: Wish, shelf: Sequence[str]) -> Listing:
    """Return the page of a category path that fits the wish."""
    everything = catalog.select(shelf=shelf)
    fitting = catalog.select(wish.constraints(), shelf=shelf)
    found = fitting.page(wish.sort, (wish.page - 1) * PAGE, PAGE)
    return Listing(
        entries=[make_tile(catalog, product) for product in found],
        total=fitting.count(),
        page=wish.page,
        colors=_commonest(everything.colors()),
        brands=_commonest(everything.brands()),
    )


def page_of(catalog: Catalog, products: Iterable[Product], wish: Wish) -> Listing:
    """Return a page of products that are at hand already; featured keeps their order."""
    everything = list(products)
    constraints = wish.constraints()
    fitting = [product for product in everything if not fits(product, constraints)]
    start = (wish.page - 1) * PAGE
    found = sort_products(fitting, wish.sort)[start : start + PAGE]
    return Listing(
        entries=[make_tile(catalog, product) for product in found],
        total=len(fitting),
        page=wish.page,
        colors=_commonest(Counter(name for each in everything for name in facets(each).colors)),
        brands=_commonest(Counter(each.brand for each in everything if each.brand)),
    )


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
                return amount is None, amount or Decimal(0)
            case Sorting.PRICE_DOWN:
                return amount is None, -(amount or Decimal(0))
            case Sorting.RATING:
                return -(product.rating or 0)
            case Sorting.TITLE:
                return product.title.casefold()
            case Sorting.FEATURED:
                return 0

    return sorted(products, key=key)


def _commonest(counts: dict[str, int]) -> list[str]:
    """The commonest values, by name; one alone is no choice."""
    names = sorted(name for name, _ in Counter(counts).most_common(_MOST_VALUES))
    return names if len(names) > 1 else []
