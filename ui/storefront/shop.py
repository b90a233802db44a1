"""The storefront's view of the index: shelves and face, filled once for each catalog."""

from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from assistant.settings import Settings
from retrieval.catalog import Catalog
from retrieval.search import ShopIndex
from ui.storefront.face import Face, make_face
from ui.storefront.shelves import Shelves

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Stock:
    """What the pages show, as of one generation of the index."""

    catalog: Catalog
    shelves: Shelves
    face: Face


class Storefront:
    """Renders pages; reads the whole catalog when first asked, and again when it was replaced."""

    def __init__(self, index: ShopIndex, settings: Settings) -> None:
        self.index = index
        self._settings = settings
        self._lock = Lock()
        self._stock: Stock | None = None
        # No default for a missing name: a page with a hole in it should fail in a test.
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def stock(self) -> Stock:
        """The shelves of the index as it is now."""
        catalog = self.index.catalog
        with self._lock:
            if self._stock is None or self._stock.catalog is not catalog:
                shelves = Shelves.fill(catalog.all())
                self._stock = Stock(catalog, shelves, make_face(self._settings, shelves))
            return self._stock

    def render(self, name: str, status: int = 200, **values: Any) -> HTMLResponse:  # noqa: ANN401 - a template takes anything
        """Render a page in the shop's frame."""
        frame = {"shop": self.stock().face, "product": None, "department": None, "query": ""}
        html = self._templates.get_template(name).render({**frame, **values})
        return HTMLResponse(html, status_code=status)

    def message(self, heading: str, text: str, status: int) -> HTMLResponse:
        """A page that only says something."""
        return self.render("message.html", status, heading=heading, text=text)
