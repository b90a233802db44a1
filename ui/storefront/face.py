"""The shop's face: what the header and the footer of every page say."""

from dataclasses import dataclass

from assistant.demo_shop import SHOP
from assistant.skills.base import ShopInfo
from retrieval.catalog import Catalog
from ui.storefront.addresses import department_url, slug

_MOST_IN_NAVIGATION = 14


@dataclass(frozen=True)
class Department:
    """A door of the shop: a broadest category."""

    name: str
    count: int
    blurb: str = ""

    @property
    def url(self) -> str:
        """The department's page."""
        return department_url(self.name)

    @property
    def short(self) -> str:
        """The name as the navigation writes it.

        >>> Department("Kitchen & Table", 9).short
        'Kitchen'
        """
        return self.name.split(" & ")[0]


@dataclass(frozen=True)
class Face:
    """Who the shop is."""

    name: str
    contact: str
    departments: list[Department]
    tagline: str = ""
    email: str = ""
    phone: str = ""

    @property
    def navigation(self) -> list[Department]:
        """The departments that a header has room for."""
        return self.departments[:_MOST_IN_NAVIGATION]

    def department(self, wanted: str) -> Department | None:
        """Return the department of this slug, or None."""
        return next((each for each in self.departments if slug(each.name) == wanted), None)


def face_of(shop: ShopInfo, catalog: Catalog) -> Face:
    """Return the shop's face; of the demo shop we know more than its name."""
    counts = catalog.select().categories(level=0)
    if shop.name != SHOP.name:
        departments = [Department(name, count) for name, count in counts.items()]
        return Face(shop.name, shop.contact, departments)
    return Face(
        name=SHOP.name,
        contact=shop.contact or SHOP.email,
        departments=[
            Department(each.name, counts[each.name], each.blurb)
            for each in SHOP.departments
            if each.name in counts
        ],
        tagline=SHOP.tagline,
        email=SHOP.email,
        phone=SHOP.phone,
    )
