"""The front page: who the shop is, its departments, what is cheap and what is liked."""

from starlette.responses import HTMLResponse

from retrieval.catalog import Catalog
from retrieval.product import Product
from ui.storefront.shop import Storefront
from ui.storefront.tiles import Tile, local_image, make_tile

_MOSAIC, _ON_SHELF = 9, 8


def home(shop: Storefront) -> HTMLResponse:
    """Show the front page."""
    stock = shop.stock()
    best = stock.highlights
    pictured = [product for product in best.liked if local_image(product.image)]
    return shop.render(
        "home.html",
        total=f"{stock.catalog.count():,}",
        pictures=best.pictures,
        mosaic=_tiles(stock.catalog, pictured[:_MOSAIC]),
        shelves=[
            ("On sale this week", "/sale", _tiles(stock.catalog, best.on_sale[:_ON_SHELF])),
            # The very best hang in the mosaic already.
            ("Best liked", "", _tiles(stock.catalog, best.liked[_MOSAIC : _MOSAIC + _ON_SHELF])),
        ],
    )


def _tiles(catalog: Catalog, products: list[Product]) -> list[Tile]:
    return [make_tile(catalog, product) for product in products]
