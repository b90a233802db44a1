"""What a product can be had in: the attributes in which its variants differ."""

import re
from collections.abc import Sequence

from retrieval.facets import plain
from retrieval.product import Product

_USUAL = re.compile(
    r"colou?r|size|storage|capacity|style|pattern|length|flavou?r|scent|finish", re.I
)


def options_of(variants: Sequence[Product]) -> dict[str, list[str]]:
    """Return the values to choose from, by attribute, in the order of the feed.

    Attributes that shoppers choose by come first; another one counts only where two variants
    would look the same without it (a weight that follows from the size is no choice). Values of
    variants that are out of stock are left out, unless all are.

    >>> shirt = {"title": "Shirt", "group_id": "shirt"}
    >>> small = Product(id="1", **shirt, attributes={"size": "S", "weight": 200})
    >>> large = Product(id="2", **shirt, attributes={"size": "L", "weight": 240})
    >>> options_of([small, large])
    {'size': ['S', 'L']}
    """
    if len(variants) < 2:
        return {}
    names = list(dict.fromkeys(name for product in variants for name in product.attributes))
    usual = [name for name in names if _USUAL.search(name)]
    chosen: list[str] = []
    for name in usual + [name for name in names if name not in usual]:
        if len(_distinct(variants, [name])) > 1 and (
            name in usual
            or len(_distinct(variants, [*chosen, name])) > len(_distinct(variants, chosen))
        ):
            chosen.append(name)
    available = [product for product in variants if product.in_stock] or variants
    return {name: [value for (value,) in _distinct(available, [name]) if value] for name in chosen}


def _distinct(variants: Sequence[Product], names: list[str]) -> list[tuple[str, ...]]:
    """The different combinations of values, in order."""
    rows = [
        tuple(plain(product.attributes.get(name, "")) for name in names) for product in variants
    ]
    return list(dict.fromkeys(rows))
