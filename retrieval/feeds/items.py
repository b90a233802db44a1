"""What a flat feed says of a product, field by field, and how it becomes a row."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from retrieval.feeds.html_pages import without_markup
from retrieval.feeds.prices import in_period, number, price

Texts = dict[str, list[str]]

FIELDS = frozenset(
    [
        *["id", "title", "description", "brand", "category", "price", "sale_price", "sale_period"],
        *["stock", "availability", "url", "image", "rating", "rating_count", "gtin", "mpn"],
        "group_id",
    ]
)
"""The fields of a product, and `sale_period`: `START/END`, when the sale price holds."""

_TEXTS = ("id", "title", "brand", "availability", "url", "image", "mpn", "group_id")
_NUMBERS = ("stock", "rating", "rating_count")


@dataclass(frozen=True)
class Conventions:
    """What the texts of a feed leave open.

    Args:
        now: The moment that tells whether a sale is on.
        currency: The currency (ISO 4217) of prices that name none.
        decimal: The decimal sign; by default it is worked out price by price.
        category_separator: What stands between the levels of a category.
    """

    now: datetime
    currency: str | None = None
    decimal: str | None = None
    category_separator: str = ">"


@dataclass(frozen=True)
class Item:
    """The texts of a product by the names in `FIELDS`, and its attributes by their own names."""

    fields: Texts
    attributes: Texts = field(default_factory=dict)

    def __or__(self, other: "Item") -> "Item":
        """Both, the other's texts where both have some."""
        return Item(self.fields | other.fields, self.attributes | other.attributes)


def data_of(item: Item, conventions: Conventions) -> dict[str, Any]:
    """Return an item in the layout of the project's JSON lines.

    Raises:
        ValueError: A price, number or period cannot be read.
    """
    texts = {name: values for name, values in item.fields.items() if values}
    first = {name: values[0] for name, values in texts.items()}
    data: dict[str, Any] = {name: first[name] for name in _TEXTS if name in first}
    data |= {name: number(first[name], conventions.decimal) for name in _NUMBERS if name in first}
    for name in ("price", "sale_price"):
        if name in first:
            data[name] = price(first[name], conventions.currency, conventions.decimal)
    if "sale_period" in first and not in_period(first["sale_period"], conventions.now):
        data.pop("sale_price", None)
    if _is_no_sale(data):
        data["price"] = data.pop("sale_price")
    data["description"] = without_markup(first.get("description", ""))
    data["category"] = levels(texts.get("category", []), conventions.category_separator)
    data["gtin"] = [
        code for text in texts.get("gtin", []) for code in text.replace(",", " ").split()
    ]
    data["attributes"] = attributes(item.attributes)
    return data


def _is_no_sale(data: dict[str, Any]) -> bool:
    """Whether the sale price, which is what the shopper pays, is not below the price."""
    if not {"price", "sale_price"} <= data.keys():
        return False
    price, sale = data["price"], data["sale_price"]
    same = price["currency"] == sale["currency"]
    return same and Decimal(sale["amount"]) >= Decimal(price["amount"])


def levels(texts: list[str], separator: str = ">") -> list[str]:
    """Return the levels of a category, broad to narrow.

    >>> levels(["Home > Kitchen", "Mugs"])
    ['Home', 'Kitchen', 'Mugs']
    """
    parts = (part.strip() for text in texts for part in text.split(separator))
    return list(dict.fromkeys(filter(None, parts)))


def attributes(texts: Texts) -> dict[str, str | list[str]]:
    """Return attributes with one value as a text, with several as a list, with none not at all."""
    distinct = {name: list(dict.fromkeys(filter(None, values))) for name, values in texts.items()}
    return {
        name: values[0] if len(values) == 1 else values
        for name, values in distinct.items()
        if values
    }
