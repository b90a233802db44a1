"""The storefront's addresses."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse

from ui.storefront import grid, home, product
from ui.storefront.shop import Storefront
from ui.storefront.wish import Wish


def _read_wish(request: Request) -> Wish:
    return Wish.read(request.query_params)


WishDep = Annotated[Wish, Depends(_read_wish)]


def storefront_router(shop: Storefront) -> APIRouter:
    """Return the routes of the shop's pages; each reads the database, so none is async."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    def _home() -> HTMLResponse:
        return home.home(shop)

    @router.get("/departments/{slug}")
    def _department(slug: str, wish: WishDep) -> HTMLResponse:
        return grid.department(shop, slug, wish)

    @router.get("/sale")
    def _sale(wish: WishDep) -> HTMLResponse:
        return grid.sale(shop, wish)

    @router.get("/search")
    def _search(wish: WishDep) -> HTMLResponse:
        return grid.search(shop, wish)

    @router.get("/products/{product_id:path}")
    def _product(product_id: str) -> HTMLResponse:
        return product.product(shop, product_id)

    @router.get("/cart")
    def _cart() -> HTMLResponse:
        return shop.render("cart.html")

    @router.get("/checkout")
    def _checkout() -> HTMLResponse:
        text = "This shop is a demonstration: nothing can be paid for here, and nothing is sent."
        return shop.message("Here a real shop’s checkout begins", text, 200)

    return router
