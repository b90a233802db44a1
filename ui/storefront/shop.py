"""The storefront: its pages over the newest state of one shop's index."""

from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from assistant.api.shop import Found
from assistant.skills.base import ShopInfo
from retrieval.catalog import Catalog
from retrieval.filters import Constraints
from ui.storefront.face import Face, face_of
from ui.storefront.highlights import Highlights, read_highlights

_TEMPLATES = Path(__file__).parent / "templates"


class Index(Protocol):
    """The open index of one shop, as `retrieval.search.ShopIndex` is."""

    @property
    def catalog(self) -> Catalog:
        """The products' records."""
        ...

    def search(self, query: str, constraints: Constraints = ..., *, limit: int = ...) -> Found:
        """Return the products nearest to the query that fit the constraints."""
        ...


@dataclass(frozen=True)
class Stock:
    """What every page shows of one state of the catalog."""

    catalog: Catalog
    face: Face
    highlights: Highlights


class Storefront:
    """Renders pages; goes through the catalog when first asked, and again when it was replaced."""

    def __init__(self, index: Index, info: ShopInfo) -> None:
        self.index = index
        self._info = info
        self._lock = Lock()
        self._stock: Stock | None = None
        # No default for a missing name: a page with a hole in it should fail in a test.
        self._templates = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def stock(self) -> Stock:
        """Return what the pages show of the index as it is now."""
        catalog = self.index.catalog
        with self._lock:
            if self._stock is None or self._stock.catalog is not catalog:
                face = face_of(self._info, catalog)
                self._stock = Stock(catalog, face, read_highlights(catalog))
            return self._stock

    def render(self, name: str, status: int = 200, **values: Any) -> HTMLResponse:  # noqa: ANN401 - a template takes anything
        """Render a page in the shop's frame."""
        frame = {"shop": self.stock().face, "product": None, "department": None, "query": ""}
        html = self._templates.get_template(name).render({**frame, **values})
        return HTMLResponse(html, status_code=status)

    def message(self, heading: str, text: str, status: int) -> HTMLResponse:
        """Render a page that only says something."""
        return self.render("message.html", status, heading=heading, text=text)
