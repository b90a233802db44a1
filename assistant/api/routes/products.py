"""Products: the shop's records, for storefronts and other clients."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from assistant.api.context import ApiDep
from assistant.api.text import strip_unreadable
from assistant.errors import NotFoundError
from retrieval.filters import Constraints
from retrieval.product import Product
from retrieval.selection import Sorting

router = APIRouter(prefix="/api", tags=["products"])


class ProductQuery(BaseModel):
    """Words to search for, and constraints on what may be found."""

    q: str = Field(default="", max_length=500)
    category: str | None = Field(default=None, max_length=200)
    brand: str | None = Field(default=None, max_length=200)
    color: str | None = Field(default=None, max_length=100)
    price_min: float | None = Field(default=None, ge=0, le=1e9)
    price_max: float | None = Field(default=None, ge=0, le=1e9)
    rating_min: float | None = Field(default=None, ge=0, le=5)
    in_stock: bool | None = None
    sort: Sorting = Sorting.FEATURED
    limit: int = Field(default=24, ge=1, le=100)
    offset: int = Field(default=0, ge=0, le=1000)

    def constraints(self) -> Constraints:
        """The constraints, as retrieval knows them."""
        return Constraints.model_validate(self.model_dump(exclude={"q", "sort", "limit", "offset"}))


@router.get("/products")
def products(api: ApiDep, wanted: Annotated[ProductQuery, Query()]) -> dict[str, Any]:
    """Return the products that fit: best first with words to search for, else as asked."""
    words = strip_unreadable(wanted.q)
    constraints = wanted.constraints()
    if words:
        found = api.index.search(words, constraints, limit=wanted.offset + wanted.limit)
        page = [hit.product for hit in found.hits][wanted.offset :]
        return {"products": [_record(product) for product in page]}
    selection = api.index.catalog.select(constraints)
    page = selection.page(wanted.sort, wanted.offset, wanted.limit)
    return {"products": [_record(product) for product in page], "total": selection.count()}


@router.get("/products/{product_id:path}")
def product(api: ApiDep, product_id: str) -> dict[str, Any]:
    """Return one product's record."""
    found = api.index.catalog.get_many([product_id])
    if not found:
        raise NotFoundError("there is no such product")
    return _record(found[0])


@router.get("/departments")
def departments(api: ApiDep) -> list[dict[str, Any]]:
    """Return the broadest categories with their number of products."""
    counts = api.index.catalog.select().categories(level=0)
    return [{"name": name, "products": number} for name, number in counts.items()]


def _record(product: Product) -> dict[str, Any]:
    """The record, with whether it can be bought now."""
    return {**product.model_dump(mode="json"), "in_stock": product.in_stock}
