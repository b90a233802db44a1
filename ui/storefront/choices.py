"""The choices on a product's page: each value of each option leads to a variant."""

from dataclasses import dataclass

from assistant.demo_shop.source import read_palette
from retrieval.facets import plain
from retrieval.options import options_of
from retrieval.product import Product
from ui.storefront.addresses import product_url


@dataclass(frozen=True)
class Choice:
    """One value of an option; `tone` is the color to show beside a color's name."""

    value: str
    url: str
    here: bool
    in_stock: bool
    tone: str | None


@dataclass(frozen=True)
class Option:
    """An attribute in which the variants differ, and the value of this one."""

    name: str
    value: str
    choices: list[Choice]


def options_on_page(product: Product, variants: list[Product]) -> list[Option]:
    """Return the options in which a product's variants differ."""
    names = [name for name, values in options_of(variants).items() if name and values]
    return [_option(name, names, product, variants) for name in names]


def _option(name: str, names: list[str], product: Product, variants: list[Product]) -> Option:
    mine = _value(product, name)
    values = dict.fromkeys(_value(each, name) for each in variants)
    choices = [_choice(name, value, names, product, variants) for value in values if value]
    return Option(name.replace("_", " "), mine, choices)


def _choice(
    name: str, value: str, names: list[str], product: Product, variants: list[Product]
) -> Choice:
    """The variant with this value that is otherwise most like the one on the page."""
    having = [each for each in variants if _value(each, name) == value]
    others = [other for other in names if other != name]

    def likeness(variant: Product) -> tuple[int, bool]:
        same = sum(_value(variant, other) == _value(product, other) for other in others)
        return same, variant.in_stock

    nearest = max(having, key=likeness)
    here = value == _value(product, name)
    tone = read_palette().get(value) if name in {"color", "colour"} else None
    return Choice(value, product_url(nearest.id), here, nearest.in_stock, tone)


def _value(product: Product, name: str) -> str:
    return plain(product.attributes.get(name, ""))
