"""A small shop: a real catalog in a file, a search that looks at titles, the pages over both."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from assistant.skills.base import ShopInfo
from retrieval.catalog import Catalog
from retrieval.catalog_writer import CatalogWriter
from retrieval.filters import ANY, Constraints
from retrieval.product import Product
from ui.storefront.pages import storefront_router
from ui.storefront.shop import Storefront

USD = "USD"


def product(product_id: str, title: str, price: str, *category: str, **fields: object) -> Product:
    return Product.model_validate(
        {
            "id": product_id,
            "title": title,
            "price": {"amount": price, "currency": USD},
            "category": list(category),
            "stock": 9,
            "image": f"/images/{product_id}.svg",
            **fields,
        }
    )


def shirt(color: str, size: str, stock: int) -> Product:
    return product(
        f"shirt-{color}-{size}",
        "Harbour Shirt",
        "40.00",
        "Clothing",
        "Shirts",
        group_id="shirt",
        stock=stock,
        attributes={"color": color, "size": size, "fabric": "linen"},
    )


MUG = product(
    "mug",
    "Blue Mug",
    "12.00",
    "Kitchen & Table",
    "Mugs",
    brand="Kiln & Co",
    sale_price={"amount": "9.00", "currency": USD},
    rating=4.8,
    rating_count=120,
    description="Holds a pint.\n\nSafe in the dishwasher.",
    attributes={"color": "blue", "capacity": "450 ml"},
)
PAN = product("pan", "Iron Pan", "1250.00", "Kitchen & Table", "Pans", brand="Forge", stock=0)
SHIRTS = [shirt("white", "M", 2), shirt("white", "L", 5), shirt("navy", "M", 0)]
SLEEPING_BAG = product("sb/1", "Down Sleeping Bag", "199.00", "Outdoor", "Sleeping bags")
TOTE = product("tote", "Canvas Tote", "25.00", "Travel", "Bags")
PRODUCTS = [MUG, PAN, *SHIRTS, SLEEPING_BAG, TOTE]


@dataclass(frozen=True)
class Hit:
    product: Product


@dataclass(frozen=True)
class Found:
    hits: Sequence[Hit]


@dataclass
class TitleIndex:
    """Finds a word in titles."""

    catalog: Catalog

    def search(self, query: str, constraints: Constraints = ANY, *, limit: int = 10) -> Found:
        found = [one for one in self.catalog.all() if query.lower() in one.title.lower()]
        return Found([Hit(one) for one in found[:limit]])


def write_catalog(path: Path, products: list[Product]) -> Catalog:
    writer = CatalogWriter(path)
    writer.put((one, one.model_dump_json(), None) for one in products)
    writer.close()
    return Catalog.open(path)


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return write_catalog(tmp_path / "catalog.db", PRODUCTS)


@pytest.fixture
def index(catalog: Catalog) -> TitleIndex:
    return TitleIndex(catalog)


@pytest.fixture
async def visitor(index: TitleIndex) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    app.include_router(storefront_router(Storefront(index, ShopInfo("Harbour", contact="a@b.c"))))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
        yield client
