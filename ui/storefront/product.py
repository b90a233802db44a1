"""The page of one product: what it is, what it comes in, what it costs."""

from starlette.responses import HTMLResponse

from retrieval.catalog import Catalog
from retrieval.facets import plain
from retrieval.options import options_of
from retrieval.product import Product
from retrieval.records import group_key
from ui.storefront.addresses import department_url
from ui.storefront.choices import options_on_page
from ui.storefront.shop import Storefront
from ui.storefront.tiles import Tile, make_tile, page_tile

_RELATED = 4


def product(shop: Storefront, product_id: str) -> HTMLResponse:
    """Show a product, or say that there is none of this id."""
    catalog = shop.stock().catalog
    found = catalog.get(product_id)
    if found is None:
        text = "It may have sold out for good, or the address has a slip in it."
        return shop.message("We don’t carry that", text, 404)
    variants = catalog.variants(found)
    return shop.render(
        "product.html",
        product=found,
        tile=page_tile(found),
        options=options_on_page(found, variants),
        details=_details(found, variants),
        paragraphs=[line for line in found.description.splitlines() if line.strip()],
        trail=_trail(found),
        related=_related(catalog, found),
    )


def _details(found: Product, variants: list[Product]) -> list[tuple[str, str]]:
    """The attributes that are no choice, and the numbers by which it is known elsewhere."""
    choices = options_of(variants)
    details = [
        (name.replace("_", " "), plain(value))
        for name, value in found.attributes.items()
        if name not in choices
    ]
    numbers = [("model number", found.mpn or ""), ("GTIN", ", ".join(found.gtin))]
    return details + [(name, value) for name, value in numbers if value]


def _trail(found: Product) -> list[tuple[str, str | None]]:
    """Department, aisle, this."""
    above: list[tuple[str, str | None]] = []
    if found.category:
        above.append((found.category[0], department_url(found.category[0])))
    if len(found.category) > 1:
        above.append((found.category[1], department_url(*found.category[:2])))
    return [*above, (found.title, None)]


def _related(catalog: Catalog, found: Product) -> list[Tile]:
    """What stands nearest: on the same narrow shelf, then on the wider ones around it."""
    others: dict[str, Product] = {}
    for depth in range(len(found.category), 0, -1):
        shelf = catalog.select(shelf=found.category[:depth])
        for each in shelf.page(limit=_RELATED + 1):
            if each.in_stock and group_key(each) != group_key(found):
                others.setdefault(group_key(each), each)
        if len(others) >= _RELATED:
            break
    return [make_tile(catalog, each) for each in list(others.values())[:_RELATED]]
