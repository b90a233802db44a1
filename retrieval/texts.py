"""What of a product is read by the two ways of searching."""

import re

from retrieval.facets import plain
from retrieval.product import Product
from retrieval.text import contains, fold, key

_LONGEST_DESCRIPTION = 400
_LONGEST_VALUE = 40
_TELLING = re.compile(
    r"type|colou?r|material|form.?factor|style|gender|size|flavou?r|pattern", re.I
)
_TITLE_WEIGHT = 3
_CATEGORY_WEIGHT = 2


def passage(product: Product) -> str:
    """The text that is embedded: what it is first, for models cut long texts off.

    A change of price, stock, rating, picture or address does not change it.

    >>> passage(Product(id="1", title="Trail Mug", brand="Acme", category=["Kitchen", "Mugs"]))
    'Trail Mug. Acme. Kitchen, Mugs'
    """
    brand = product.brand or ""
    description = product.description if product.description != product.title else ""
    parts = [
        product.title,
        "" if contains(key(product.title), key(brand)) else brand,
        ", ".join(product.category),
        ", ".join(telling_values(product)),
        description[:_LONGEST_DESCRIPTION],
    ]
    return ". ".join(part for part in parts if part)


def lexical_text(product: Product) -> str:
    """The text whose words are counted: repeated parts weigh more.

    Of attributes only the words count: their names are the same for thousands of products, and
    bare numbers and yes or no say nothing without them.
    """
    values = [
        plain(value) for value in product.attributes.values() if isinstance(value, str | list)
    ]
    return " ".join(
        [
            *[product.title] * _TITLE_WEIGHT,
            *[" ".join(product.category)] * _CATEGORY_WEIGHT,
            product.brand or "",
            product.description if fold(product.description) != fold(product.title) else "",
            *values,
        ]
    )


def telling_values(product: Product) -> list[str]:
    """Short values of the attributes that people ask for."""
    values = [
        plain(value)
        for name, value in product.attributes.items()
        if _TELLING.search(name) and isinstance(value, str | list)
    ]
    return list(dict.fromkeys(value for value in values if len(value) <= _LONGEST_VALUE))[:6]
