"""A grid of products: filters, order and pages of whatever a department or a search found."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from starlette.responses import HTMLResponse

from ui.storefront.shelves import SORT_LABELS, Wish, arrange
from ui.storefront.shop import Storefront
from ui.storefront.tiles import Tile

PAGE = 24
MOST_VALUES = 30
"""Values that a filter offers; the rest is for the search and the assistant."""


@dataclass(frozen=True)
class Listing:
    """What a grid page is about, before the shopper's filters.

    `aisles` are name, address and whether it is this one.
    """

    heading: str
    action: str
    tiles: list[Tile]
    trail: list[tuple[str, str | None]]
    blurb: str = ""
    aisles: list[tuple[str, str, bool]] = field(default_factory=list)
    ranked: bool = False
    """Whether the order found is already the best: featured then means as found."""


def show_grid(shop: Storefront, listing: Listing, wish: Wish, **frame: Any) -> HTMLResponse:  # noqa: ANN401 - values of the frame
    """Render one page of a grid."""
    fitting = [tile for tile in listing.tiles if wish.fits(tile)]
    if not (listing.ranked and wish.sort == wish.sort.FEATURED):
        fitting = arrange(fitting, wish.sort)
    pages = max(1, -(-len(fitting) // PAGE))
    page = min(wish.page, pages)
    turn = {number: _address(listing, wish, number) for number in (page - 1, page + 1)}
    return shop.render(
        "grid.html",
        listing=listing,
        wish=wish,
        entries=fitting[(page - 1) * PAGE : page * PAGE],
        colors=_values((color for tile in listing.tiles for color in tile.colors), wish.color),
        brands=_values((tile.brand for tile in listing.tiles if tile.brand), wish.brand),
        sorts=SORT_LABELS.items(),
        tally=_tally(len(fitting), len(listing.tiles)),
        page=page,
        pages=pages,
        previous=turn[page - 1] if page > 1 else None,
        next=turn[page + 1] if page < pages else None,
        **frame,
    )


def _values(values: Any, chosen: str) -> Sequence[str]:  # noqa: ANN401 - any iterable of names
    """The commonest values by name, the chosen one always among them."""
    common = {value for value, _ in Counter(values).most_common(MOST_VALUES)}
    return sorted(common | ({chosen} - {""}))


def _tally(fitting: int, found: int) -> str:
    """How many are shown.

    >>> _tally(1, 1), _tally(3, 40)
    ('1 product', '3 of 40 products')
    """
    if fitting == found:
        return f"{found:,} product{'' if found == 1 else 's'}"
    return f"{fitting:,} of {found:,} products"


def _address(listing: Listing, wish: Wish, page: int) -> str:
    asked = wish.model_dump(mode="json", exclude_defaults=True, exclude={"page"})
    return f"{listing.action}?{urlencode({**asked, 'page': page})}"
