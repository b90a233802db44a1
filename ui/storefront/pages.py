"""The storefront's addresses; what they show is made in `views`."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse

from ui.storefront import views
from ui.storefront.shelves import Wish
from ui.storefront.shop import Storefront

MOST_LINES = 100

WishQuery = Annotated[Wish, Query()]


def storefront_router(shop: Storefront) -> APIRouter:
    """Return the routes of the shop's pages; each reads the database, so none is async."""
    router = APIRouter(tags=["storefront"], include_in_schema=False)

    @router.get("/")
    def home() -> HTMLResponse:
        return views.home(shop)

    @router.get("/departments/{slug}")
    def department(slug: str, wish: WishQuery) -> HTMLResponse:
        return views.department(shop, slug, wish)

    @router.get("/sale")
    def sale(wish: WishQuery) -> HTMLResponse:
        return views.sale(shop, wish)

    @router.get("/search")
    def search(wish: WishQuery) -> HTMLResponse:
        return views.search(shop, wish)

    @router.get("/products/{product_id:path}")
    def product(product_id: str) -> HTMLResponse:
        return views.product(shop, product_id)

    @router.get("/cart")
    def cart() -> HTMLResponse:
        return shop.render("cart.html")

    @router.get("/cart/lines")
    def lines(
        line: Annotated[list[str] | None, Query(max_length=MOST_LINES)] = None,
    ) -> dict[str, Any]:
        return views.cart_lines(shop, line or [])

    return router
