"""What a flat feed says of a product, field by field, and how it becomes a row."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from retrieval.feeds.html_pages import without_markup
from retrieval.feeds.prices import in_period, number, price, small_number

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
_COUNTS = ("stock", "rating_count")


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
    codes = " ".join(texts.get("gtin", [])).replace(",", " ")
    data: dict[str, Any] = {name: first[name] for name in _TEXTS if name in first}
    data |= {name: number(first[name], conventions.decimal, 0) for name in _COUNTS if name in first}
    if "rating" in first:
        data["rating"] = small_number(first["rating"])
    return data | {
        **_prices(first, conventions),
        "description": without_markup(first.get("description", "")),
        "category": levels(texts.get("category", []), conventions.category_separator),
        "gtin": codes.split(),
        "attributes": attributes(item.attributes),
    }


def _prices(first: dict[str, str], conventions: Conventions) -> dict[str, dict[str, str]]:
    """The price and, while a sale is on, the sale price, which is what the shopper pays."""
    prices: dict[str, dict[str, str]] = {
        name: price(first[name], conventions.currency, conventions.decimal)
        for name in ("price", "sale_price")
        if name in first
    }
    period = first.get("sale_period")
    if period and "sale_price" in prices and not in_period(period, conventions.now):
        del prices["sale_price"]
    if len(prices) == 2 and not _is_reduced(**prices):
        prices["price"] = prices.pop("sale_price")
    return prices


def _is_reduced(price: dict[str, str], sale_price: dict[str, str]) -> bool:
    """Whether a sale price is below the price, as far as the two can be compared."""
    comparable = price["currency"] == sale_price["currency"]
    return not comparable or Decimal(sale_price["amount"]) < Decimal(price["amount"])


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
