"""What schema.org's `Product` says, field by field."""

from decimal import Decimal

from retrieval.feeds.items import Item, Texts
from retrieval.feeds.json_ld import Graph, Node
from retrieval.feeds.prices import small_number
from retrieval.feeds.schema_offers import decimal_text, offer_texts

_IDS = ("sku", "productID", "productGroupID", "mpn", "@id", "url")
_GTINS = ("gtin", "gtin8", "gtin12", "gtin13", "gtin14", "isbn")
_SHARED = frozenset(
    [
        *["name", "description", "brand", "manufacturer", "category", "image", "url"],
        *["aggregateRating", "color", "size", "material", "pattern", "audience"],
        *["additionalProperty"],
    ]
)
"""What a variant need not repeat of its group."""

_MEASURES = ("weight", "width", "height", "depth")
_PLAIN = ("color", "size", "material", "pattern", "model")
_UNITS = {  # UN/CEFACT codes that shops use
    "GRM": "g",
    "KGM": "kg",
    "LBR": "lb",
    "ONZ": "oz",
    "MMT": "mm",
    "CMT": "cm",
    "MTR": "m",
    "INH": "in",
    "FOT": "ft",
    "MLT": "ml",
    "LTR": "l",
}
_USUAL_BEST = 5


def item_of(graph: Graph, node: Node, group: Node | None) -> Item:
    """Return the item that a `Product` describes.

    Args:
        graph: What the node's references are looked up in.
        node: The product, or a variant.
        group: The `ProductGroup` that it is a variant of.

    Raises:
        ValueError: A price or a rating cannot be read.
    """
    if group is not None:
        shared = {name: value for name, value in group.items() if name in _SHARED}
        node = Node(shared | node)
    fields = {
        "id": _texts(graph, node, *_IDS)[:1],
        "title": _texts(graph, node, "name"),
        "description": _texts(graph, node, "description"),
        "brand": _texts(graph, node, "brand", "manufacturer"),
        "category": _category(graph, node),
        "url": _texts(graph, node, "url"),
        "image": _texts(graph, node, "image", keys=("contentUrl", "url")),
        "gtin": _texts(graph, node, *_GTINS),
        "mpn": _texts(graph, node, "mpn"),
        "group_id": _group_id(graph, node, group),
    }
    single = offer_texts(graph, node) | _rating(graph, node)
    return Item(fields | {name: [text] for name, text in single.items()}, _attributes(graph, node))


def _texts(
    graph: Graph, node: Node, *names: str, keys: tuple[str, ...] = ("name", "value")
) -> list[str]:
    """The values of properties as texts; of nodes, what they have under the first of the keys."""
    values = (value for name in names for value in graph.values(node, name))
    return [text for value in values if (text := _text(value, keys))]


def _text(value: object, keys: tuple[str, ...] = ("name", "value")) -> str:
    if isinstance(value, Node):
        return next((_text(value[key]) for key in keys if value.get(key)), "")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return decimal_text(value).strip() if isinstance(value, str | int | float) else ""


def _category(graph: Graph, node: Node) -> list[str]:
    """The levels of its category; an address of one says nothing by itself."""
    return [text for text in _texts(graph, node, "category") if "://" not in text]


def _group_id(graph: Graph, node: Node, group: Node | None) -> list[str]:
    if group is None:
        return _texts(graph, node, "inProductGroupWithID")
    return _texts(graph, group, "productGroupID", "@id", "sku", "url", "name")[:1]


def _rating(graph: Graph, node: Node) -> dict[str, str]:
    """The rating out of five, and how many gave one; none where nobody did."""
    for rating in graph.nodes_of(node, "aggregateRating"):
        value = next(iter(_texts(graph, rating, "ratingValue")), "")
        best = next(iter(_texts(graph, rating, "bestRating")), "") or str(_USUAL_BEST)
        count = next(iter(_texts(graph, rating, "ratingCount", "reviewCount")), "")
        if not value or count == "0":
            continue
        scaled = Decimal(small_number(value)) * _USUAL_BEST / Decimal(small_number(best))
        texts = {"rating": f"{scaled.normalize():f}", "rating_count": count}
        return {name: text for name, text in texts.items() if text}
    return {}


def _attributes(graph: Graph, node: Node) -> Texts:
    found = {name: _texts(graph, node, name) for name in _PLAIN}
    found |= {name: list(map(_measure, graph.values(node, name))) for name in _MEASURES}
    for person in graph.nodes_of(node, "audience"):
        found["gender"] = [_last_word(text) for text in _texts(graph, person, "suggestedGender")]
    conditions = _texts(graph, node, "itemCondition") or [
        text
        for offer in graph.nodes_of(node, "offers")
        for text in _texts(graph, offer, "itemCondition")
    ]
    found["condition"] = [_last_word(text).removesuffix("condition") for text in conditions]
    for stated in graph.nodes_of(node, "additionalProperty"):
        name = next(iter(_texts(graph, stated, "name", "propertyID")), "")
        found.setdefault(name, []).append(_measure(stated))
    return {name: values for name, values in found.items() if name}


def _last_word(text: str) -> str:
    """The name at the end of an address, in lower case ("https://schema.org/Female")."""
    return text.rsplit("/", 1)[-1].lower()


def _measure(value: object) -> str:
    """A value with its unit, where it is a `QuantitativeValue` or a `PropertyValue` with one."""
    if not isinstance(value, Node):
        return _text(value)
    code = str(value.get("unitCode") or "")
    unit = str(value.get("unitText") or _UNITS.get(code, code))
    amount = next((_text(value[key]) for key in ("value", "minValue") if key in value), "")
    return f"{amount} {unit}".strip() if amount else ""
