"""Who the shop is, as its pages show it: the demo shop's own face, or a plain one."""

import re
from dataclasses import dataclass, replace

from assistant.demo_shop import SHOP
from assistant.settings import Settings
from assistant.shop import read_shop
from ui.storefront.shelves import Shelves, standing
from ui.storefront.tiles import Tile

MOST_DEPARTMENTS = 14
"""More than this does not fit a header; a feed with hundreds shows its largest."""


@dataclass(frozen=True)
class Department:
    """An entry of the navigation; `short` is its name where room is scarce."""

    name: str
    slug: str
    blurb: str = ""
    count: int = 0
    image: str | None = None

    @property
    def short(self) -> str:
        """The name without what follows its "&"."""
        return self.name.split(" & ")[0]

    @property
    def url(self) -> str:
        """Where the department is."""
        return f"/departments/{self.slug}"


@dataclass(frozen=True)
class Face:
    """What every page says of the shop."""

    name: str
    tagline: str = ""
    email: str = ""
    phone: str = ""
    departments: tuple[Department, ...] = ()


def make_face(settings: Settings, shelves: Shelves) -> Face:
    """Return the face of the shop whose catalog this is.

    The demo shop is known by its departments: another feed in its place gets a plain face.
    """
    counts = shelves.departments()
    blurbs = {entry.name: entry.blurb for entry in SHOP.departments}
    if counts and set(counts) <= set(blurbs):
        names = [entry.name for entry in SHOP.departments if entry.name in counts]
        face = Face(settings.shop_name or SHOP.name, SHOP.tagline, SHOP.email, SHOP.phone)
    else:
        names = [name for name, _ in counts.most_common(MOST_DEPARTMENTS)]
        shop = read_shop(settings)
        face = Face(name=shop.name, email=shop.contact)
    return replace(
        face,
        departments=tuple(
            Department(
                name=name,
                slug=slug(name),
                blurb=blurbs.get(name, ""),
                count=counts[name],
                image=_window(shelves.within(name)),
            )
            for name in names
        ),
    )


def slug(name: str) -> str:
    """A name as it stands in an address.

    >>> slug("Outdoor & Camping")
    'outdoor-camping'
    """
    return re.sub(r"\W+", "-", name.casefold()).strip("-") or "all"


def _window(tiles: list[Tile]) -> str | None:
    """The picture of a department: its best-liked product that has one."""
    pictured = [tile for tile in tiles if tile.image]
    return max(pictured, key=standing).image if pictured else None
