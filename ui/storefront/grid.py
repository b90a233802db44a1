"""Grids of products: a department, what is on sale, what a search found."""

from typing import Any

from starlette.responses import HTMLResponse

from retrieval.catalog import Catalog
from retrieval.selection import Sorting
from ui.storefront.addresses import department_url, slug
from ui.storefront.face import Department
from ui.storefront.listing import Listing, browse, page_of
from ui.storefront.shop import Storefront
from ui.storefront.wish import Wish

SORTINGS = {
    Sorting.FEATURED: "Featured",
    Sorting.PRICE_UP: "Price, low to high",
    Sorting.PRICE_DOWN: "Price, high to low",
    Sorting.RATING: "Best rated",
    Sorting.TITLE: "Name",
}
SEARCH_DEPTH = 48


def department(shop: Storefront, name: str, wish: Wish) -> HTMLResponse:
    """Show a department, or one of its aisles."""
    stock = shop.stock()
    entry = stock.face.department(name)
    if entry is None:
        return shop.message("No such department", "It may have moved to another shelf.", 404)
    aisles = list(stock.catalog.select(shelf=[entry.name]).categories(level=1))
    aisle = next((each for each in aisles if slug(each) == wish.aisle), None)
    shelf = [entry.name, aisle] if aisle else [entry.name]
    return _grid(
        shop,
        browse(stock.catalog, wish, shelf),
        wish,
        heading=shelf[-1],
        action=entry.url,
        trail=_trail(entry, aisle),
        blurb="" if aisle else entry.blurb,
        aisles=_doors(entry, aisles, aisle),
        department=entry,
    )


def sale(shop: Storefront, wish: Wish) -> HTMLResponse:
    """Show everything that costs less than usual."""
    stock = shop.stock()
    listing = page_of(stock.catalog, stock.highlights.on_sale, wish)
    return _grid(shop, listing, wish, heading="On sale", action="/sale", trail=[("On sale", None)])


def search(shop: Storefront, wish: Wish) -> HTMLResponse:
    """Show what retrieval finds for the shopper's words, in its order."""
    listing = page_of(shop.index.catalog, [], wish) if not wish.q else _found(shop, wish)
    return _grid(
        shop,
        listing,
        wish,
        heading=f"“{wish.q}”" if wish.q else "Search",
        action="/search",
        trail=[("Search", None)],
        query=wish.q,
    )


def _found(shop: Storefront, wish: Wish) -> Listing:
    hits = shop.index.search(wish.q, limit=SEARCH_DEPTH).hits
    catalog: Catalog = shop.index.catalog
    return page_of(catalog, [hit.product for hit in hits], wish)


def _grid(shop: Storefront, listing: Listing, wish: Wish, **values: Any) -> HTMLResponse:  # noqa: ANN401 - a template takes anything
    path = values["action"]
    page, pages = listing.page, listing.pages
    return shop.render(
        "grid.html",
        listing=listing,
        wish=wish,
        sortings=SORTINGS,
        previous=wish.address(path, min(page - 1, pages)) if page > 1 else None,
        next=wish.address(path, page + 1) if page < pages else None,
        **{"blurb": "", "aisles": [], **values},
    )


def _trail(entry: Department, aisle: str | None) -> list[tuple[str, str | None]]:
    if aisle is None:
        return [(entry.name, None)]
    return [(entry.name, entry.url), (aisle, None)]


def _doors(entry: Department, aisles: list[str], here: str | None) -> list[tuple[str, str, bool]]:
    """Name, address and whether it is this one, of each aisle; of none where there is one only."""
    if len(aisles) < 2:
        return []
    doors = [(name, department_url(entry.name, name), name == here) for name in aisles]
    return [("All", entry.url, here is None), *doors]
