"""What the storefront's pages show."""

from typing import Any

from starlette.responses import HTMLResponse

from assistant.demo_shop.source import read_palette
from retrieval.facets import plain
from retrieval.options import options_of
from retrieval.product import Product
from ui.storefront.face import Department, slug
from ui.storefront.grid import Listing, show_grid
from ui.storefront.options import make_options
from ui.storefront.shelves import Shelves, Wish, standing
from ui.storefront.shop import Storefront
from ui.storefront.tiles import Tile, local_image, make_tile, product_url, stock_text, total_price

SEARCH_DEPTH = 120
ON_SHELF = 8
MOSAIC = 9


def home(shop: Storefront) -> HTMLResponse:
    """The front page: who the shop is, its departments, what is cheap and what is liked."""
    shelves = shop.stock().shelves
    liked = sorted((tile for tile in shelves.tiles if tile.in_stock), key=standing, reverse=True)
    cheap = [tile for tile in liked if tile.was]
    return shop.render(
        "home.html",
        total=f"{len(shelves.tiles):,}",
        mosaic=_one_each([tile for tile in liked if tile.image])[:MOSAIC],
        shelves=[
            ("On sale this week", "/sale", _one_each(cheap)[:ON_SHELF]),
            ("Best liked", None, _one_each(liked)[MOSAIC:][:ON_SHELF]),
        ],
    )


def department(shop: Storefront, name: str, wish: Wish) -> HTMLResponse:
    """A department, or one of its aisles."""
    stock = shop.stock()
    found = next((each for each in stock.shelves.departments() if slug(each) == name), None)
    if found is None:
        return shop.message("No such department", "It may have moved to another shelf.", 404)
    entry = next(
        (each for each in stock.face.departments if each.name == found), Department(found, name)
    )
    aisles = _aisles(stock.shelves, found)
    aisle = next((each for each in aisles if slug(each) == wish.aisle), None)
    path = (found,) if aisle is None else (found, aisle)
    listing = Listing(
        heading=path[-1],
        action=entry.url,
        tiles=stock.shelves.within(*path),
        trail=[(found, entry.url if aisle else None)] + ([(aisle, None)] if aisle else []),
        blurb="" if aisle else entry.blurb,
        aisles=[("All", entry.url, aisle is None)]
        + [(each, f"{entry.url}?aisle={slug(each)}", each == aisle) for each in aisles],
    )
    return show_grid(shop, listing, wish, department=entry)


def sale(shop: Storefront, wish: Wish) -> HTMLResponse:
    """Everything that costs less than usual."""
    tiles = [tile for tile in shop.stock().shelves.tiles if tile.was]
    return show_grid(shop, Listing("On sale", "/sale", tiles, [("On sale", None)]), wish)


def search(shop: Storefront, wish: Wish) -> HTMLResponse:
    """What retrieval finds for the shopper's words, in its order."""
    query = wish.q.strip()
    hits = shop.index.search(query, limit=SEARCH_DEPTH).hits if query else []
    listing = Listing(
        heading=f"“{query}”" if query else "Search",
        action="/search",
        tiles=shop.stock().shelves.of(hit.product for hit in hits),
        trail=[("Search", None)],
        ranked=True,
    )
    return show_grid(shop, listing, wish, query=query)


def product(shop: Storefront, product_id: str) -> HTMLResponse:
    """One product: what it is, what it comes in, what it costs."""
    stock = shop.stock()
    found = stock.catalog.get(product_id)
    if found is None:
        text = "It may have sold out for good, or the address has a slip in it."
        return shop.message("We don’t carry that", text, 404)
    variants = stock.catalog.variants(found)
    names = list(options_of(variants))
    options = make_options(found, variants, names, read_palette())
    attributes = [
        (name.replace("_", " "), plain(value))
        for name, value in found.attributes.items()
        if name not in names
    ]
    return shop.render(
        "product.html",
        product=found,
        tile=make_tile(found),
        options=options,
        attributes=attributes + _numbers(found),
        paragraphs=[line for line in found.description.splitlines() if line.strip()],
        trail=_trail(found),
        related=_related(stock.shelves, found),
    )


def cart_lines(shop: Storefront, asked: list[str]) -> dict[str, Any]:
    """Names and prices for a cart that the browser keeps.

    Args:
        shop: The storefront.
        asked: One `QUANTITY ID` for each line; lines that make no sense are left out.
    """
    wanted: dict[str, int] = {}
    for line in asked:
        quantity, _, product_id = line.partition(" ")
        if quantity.isdecimal() and len(quantity) <= 2 and int(quantity):
            wanted[product_id] = int(quantity)
    lines = [(each, wanted[each.id]) for each in shop.stock().catalog.get_many(wanted)]
    return {
        "lines": [_cart_line(each, quantity) for each, quantity in lines],
        "total": total_price(lines),
    }


def _cart_line(product: Product, quantity: int) -> dict[str, Any]:
    chosen = (plain(product.attributes[name]) for name in ("color", "size") if name in product.attributes)
    return {
        "id": product.id,
        "title": product.title,
        "url": product_url(product.id),
        "image": local_image(product),
        "options": ", ".join(chosen),
        "stock": stock_text(product),
        "price": total_price([(product, quantity)]),
    }


def _aisles(shelves: Shelves, name: str) -> list[str]:
    """The second level of a department, in the feed's order."""
    return list(dict.fromkeys(tile.category[1] for tile in shelves.within(name) if tile.category[1:]))


def _one_each(tiles: list[Tile]) -> list[Tile]:
    """The same tiles, every department's first before any department's second."""
    seen: dict[str, int] = {}
    ranked = []
    for position, tile in enumerate(tiles):
        first = tile.category[0] if tile.category else ""
        seen[first] = seen.get(first, 0) + 1
        ranked.append((seen[first], position, tile))
    return [tile for *_, tile in sorted(ranked, key=lambda entry: entry[:2])]


def _related(shelves: Shelves, product: Product) -> list[Tile]:
    """What stands nearest: the same narrow category, then the wider one."""
    path = tuple(product.category)
    near = [tile for depth in range(len(path), 0, -1) for tile in shelves.within(*path[:depth])]
    others = {tile.id: tile for tile in near if tile.title != product.title and tile.in_stock}
    return list(others.values())[:4]


def _trail(product: Product) -> list[tuple[str, str | None]]:
    trail: list[tuple[str, str | None]] = []
    if product.category:
        root = f"/departments/{slug(product.category[0])}"
        trail.append((product.category[0], root))
        trail += [(name, f"{root}?aisle={slug(name)}") for name in product.category[1:2]]
    return [*trail, (product.title, None)]


def _numbers(product: Product) -> list[tuple[str, str]]:
    """What a shopper may need to order or compare it elsewhere."""
    numbers = [("Model number", product.mpn or ""), ("GTIN", ", ".join(product.gtin))]
    return [(name, value) for name, value in numbers if value]
