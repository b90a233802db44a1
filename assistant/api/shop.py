"""What the routes need of the shop's index: a narrow view of `retrieval.search.ShopIndex`."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from retrieval.filters import Constraints
from retrieval.product import Product
from retrieval.selection import Sorting


class Selection(Protocol):
    """A part of the catalog."""

    def count(self) -> int:
        """Return how many products there are."""
        ...

    def categories(self, level: int | None = None) -> dict[str, int]:
        """Return categories (level 0: the broadest) with their number of products."""
        ...

    def page(self, sorting: Sorting = ..., offset: int = ..., limit: int = ...) -> list[Product]:
        """Return one page of it."""
        ...


class Catalog(Protocol):
    """Exact facts about products."""

    def get_many(self, ids: Iterable[str]) -> list[Product]:
        """Return the products of these ids, in their order, without those that are gone."""
        ...

    def variants(self, product: Product) -> list[Product]:
        """Return the products of the same group, itself included."""
        ...

    def select(self, constraints: Constraints = ...) -> Selection:
        """Return the part that fits."""
        ...


class Hit(Protocol):
    """A product that a search found."""

    @property
    def product(self) -> Product:
        """The product."""
        ...


class Found(Protocol):
    """What a search found, best first."""

    @property
    def hits(self) -> Sequence[Hit]:
        """The products found."""
        ...


class Shop(Protocol):
    """The open index of one shop."""

    @property
    def catalog(self) -> Catalog:
        """The products' records."""
        ...

    def search(self, query: str, constraints: Constraints = ..., *, limit: int = ...) -> Found:
        """Return the products nearest to the query that fit the constraints."""
        ...
