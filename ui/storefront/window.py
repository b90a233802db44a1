"""What the pages need of a shop: its index, and the face that the header and footer show."""

import re
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

from assistant.api.shop import Found
from assistant.demo_shop import SHOP
from assistant.skills.base import ShopInfo
from retrieval.catalog import Catalog
from retrieval.filters import ANY, Constraints

_MOST_DEPARTMENTS = 14


class ShopWindow(Protocol):
    """The open index of one shop, as `retrieval.search.ShopIndex` is."""

    @property
    def catalog(self) -> Catalog:
        """The products' records."""
        ...

    def search(self, query: str, constraints: Constraints = ..., *, limit: int = ...) -> Found:
        """Return the products nearest to the query that fit the constraints."""
        ...


@dataclass(frozen=True)
class Department:
    """A door of the shop: a broadest category."""

    name: str
    count: int
    blurb: str

    @property
    def url(self) -> str:
        """The department's page."""
        return f"/departments/{slug(self.name)}"

    @property
    def short(self) -> str:
        """The name as the navigation writes it.

        >>> Department("Kitchen & Table", 9, "").short
        'Kitchen'
        """
        return self.name.split(" & ")[0]


@dataclass(frozen=True)
class Face:
    """The shop as its header and footer show it."""

    name: str
    tagline: str
    email: str
    phone: str
    contact: str
    departments: list[Department]

    def department(self, wanted: str) -> Department | None:
        """Return the department of this slug, or None."""
        return next((each for each in self.departments if slug(each.name) == wanted), None)


def face_of(shop: ShopInfo, catalog: Catalog) -> Face:
    """Return the shop's face; of the demo shop we know more than its name."""
    counts = catalog.select(ANY).categories(level=0)
    blurbs = {each.name: each.blurb for each in SHOP.departments}
    ordered = [name for name in blurbs if name in counts] or list(counts)
    demo = shop.name == SHOP.name
    return Face(
        name=shop.name,
        tagline=SHOP.tagline if demo else "",
        email=SHOP.email if demo else "",
        phone=SHOP.phone if demo else "",
        contact=shop.contact or (SHOP.email if demo else ""),
        departments=[
            Department(name, counts[name], blurbs.get(name, ""))
            for name in ordered[:_MOST_DEPARTMENTS]
        ],
    )


def slug(name: str) -> str:
    """Return a name as an address writes it.

    >>> slug("Toys & Kids")
    'toys-kids'
    """
    return re.sub(r"\W+", "-", name.casefold()).strip("-")


def product_url(product_id: str) -> str:
    """Return the address of a product's page.

    >>> product_url("v/1 b")
    '/products/v/1%20b'
    """
    return f"/products/{quote(product_id)}"
