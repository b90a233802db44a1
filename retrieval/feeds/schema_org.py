"""Products in schema.org's vocabulary as JSON-LD: files (`.json`, `.jsonld`) and pages (`.html`).

Reads `Product` and `ProductGroup` wherever they stand: alone, in a list, an `@graph`, an
`ItemList`, as what a page is about. `docs/feeds.md` has the mapping. A JSON text cannot be read a
piece at a time, so a file is held in memory while it is read.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from retrieval.errors import UserError
from retrieval.feeds.html_pages import json_ld_scripts
from retrieval.feeds.items import Conventions, data_of
from retrieval.feeds.json_ld import Graph, Node, parse
from retrieval.feeds.lines import open_feed, read_text
from retrieval.feeds.prices import utc_now
from retrieval.feeds.rows import Rejection, Row, converted
from retrieval.feeds.schema_product import item_of

_PRODUCTS = {"Product", "IndividualProduct", "ProductModel", "SomeProducts"}
_GROUP = "ProductGroup"
# Other products that are named beside one: a page of theirs describes them.
_ASIDE = frozenset(
    ["isRelatedTo", "isSimilarTo", "isAccessoryOrSparePartFor", "isConsumableFor", "itemReviewed"]
)
_CHARSET = re.compile(rb"""<meta[^>]*charset\s*=\s*["']?\s*([\w-]+)""", re.I)
_HEAD = 4096


def read_file(path: Path, clock: Callable[[], datetime] = utc_now) -> Iterator[Row | Rejection]:
    """Yield the products of a JSON-LD file, each with the line of its object.

    Raises:
        UserError: The file cannot be read or is not valid JSON.
    """
    try:
        root = parse(read_text(path))
    except ValueError as error:
        raise UserError(f"{path} is {error}: nothing was changed") from error
    yield from _rows(path, [root], clock())


def read_page(path: Path, clock: Callable[[], datetime] = utc_now) -> Iterator[Row | Rejection]:
    """Yield the products of an HTML page's JSON-LD scripts; one that is not JSON is rejected.

    Raises:
        UserError: The file cannot be read.
    """
    roots = []
    for line, script in json_ld_scripts(read_text(path, _encoding(path))):
        try:
            roots.append(parse(script, line))
        except ValueError as error:
            yield Rejection(path, line, str(error))
    yield from _rows(path, roots, clock())


def _encoding(path: Path) -> str:
    """The encoding that a page names for itself, else UTF-8."""
    with open_feed(path) as stream:
        named = _CHARSET.search(stream.read(_HEAD))
    return named[1].decode() if named else "utf-8"


def _rows(path: Path, roots: list[object], now: datetime) -> Iterator[Row | Rejection]:
    graph = Graph(roots, _ASIDE)
    conventions = Conventions(now)
    found = False
    for node, group in _products(graph):
        found = True

        def data(node: Node = node, group: Node | None = group) -> dict[str, Any]:
            return data_of(item_of(graph, node, group), conventions)

        yield converted(path, node.line, data, str(node.get("name") or dict(node)))
    if not found:
        yield Rejection(path, 1, "no schema.org Product in it")


def _products(graph: Graph) -> Iterator[tuple[Node, Node | None]]:
    """Yield the products, each with the group that it is a variant of."""
    groups: dict[int, Node] = {}
    with_variants: set[int] = set()
    for node in graph.nodes:
        for variant in graph.nodes_of(node, "hasVariant"):
            groups[id(variant)] = node
            with_variants.add(id(node))
        for group in graph.nodes_of(node, "isVariantOf"):
            groups.setdefault(id(node), group)
            with_variants.add(id(group))
    for node in graph.nodes:
        if node.is_reference or id(node) in with_variants:
            continue
        if id(node) in groups or node.types & {*_PRODUCTS, _GROUP}:
            yield node, groups.get(id(node))
