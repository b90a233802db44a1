"""The choices on a product's page: one row an attribute in which its variants differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.facets import plain
from retrieval.product import Product
from ui.storefront.tiles import product_url


@dataclass(frozen=True)
class Choice:
    """One value, with the page of the variant that has it; `tone` is a color to show."""

    value: str
    url: str
    here: bool
    in_stock: bool
    tone: str = ""


@dataclass(frozen=True)
class Option:
    """An attribute to choose by, and what this variant has."""

    name: str
    value: str
    choices: list[Choice]


def make_options(
    product: Product, variants: Sequence[Product], names: Sequence[str], tones: Mapping[str, str]
) -> list[Option]:
    """Return the rows of choices.

    Args:
        product: The variant whose page it is.
        variants: All products of the group.
        names: The attributes to choose by.
        tones: Tones of color names, as `#rrggbb`.
    """
    return [
        Option(name, _value(product, name), _choices(product, variants, name, names, tones))
        for name in names
    ]


def _choices(
    product: Product,
    variants: Sequence[Product],
    name: str,
    names: Sequence[str],
    tones: Mapping[str, str],
) -> list[Choice]:
    values = dict.fromkeys(_value(each, name) for each in variants if _value(each, name))
    choices = []
    for value in values:
        having = [each for each in variants if _value(each, name) == value]
        nearest = max(having, key=lambda each: _likeness(product, each, names))
        choices.append(
            Choice(
                value=value,
                url=product_url(nearest.id),
                here=value == _value(product, name),
                in_stock=nearest.in_stock,
                tone=tones.get(value.casefold(), "") if "color" in name.casefold() else "",
            )
        )
    return choices


def _likeness(product: Product, other: Product, names: Sequence[str]) -> tuple[int, bool]:
    """How many of the other choices stay as they are; of equals, one that can be had."""
    same = sum(_value(product, name) == _value(other, name) for name in names)
    return same, other.in_stock


def _value(product: Product, name: str) -> str:
    value = product.attributes.get(name)
    return "" if value is None else plain(value)
