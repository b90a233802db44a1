"""What a product can be filtered by, read out of its record: the one place that says what counts.

The relational store keeps these facets in tables and `filters.fits` compares with them, so that
both mean the same by "a black leather bag in size 9".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.palette import load_palette
from retrieval.product import Attribute, Product
from retrieval.text import contains, identifier_key, key
from retrieval.units import bare_number, bare_sizes, equal_sizes, size_key, spellings_of

_COLOR = re.compile(
    r"^(?:(?:product|main|primary|body|frame|housing|case|cable) )?colou?r(?: name)?$"
)
_SIZE = re.compile(r"(?:^|.* )size$")
_MATERIAL = re.compile(r"(?:^|.* )(?:material|fabric)$")
_TYPE = re.compile(r"^(?:product )?(?:type|category)$")
_PARTS = re.compile(r"[,;/|&+]| and ")
_LONGEST_VALUE = 80


@dataclass(frozen=True)
class Facets:
    """The comparable side of a product; every text is a key as `retrieval.text.key` makes it.

    `words` is everything that an exclusion looks at: title, brand, category, colour, material.
    """

    brand: str
    categories: tuple[str, ...]
    colors: frozenset[str]
    sizes: frozenset[str]
    materials: frozenset[str]
    attributes: tuple[tuple[str, str], ...]
    title: str
    words: str

    def is_in(self, category: str) -> bool:
        """Whether a category's key names a level of this product's, or words in one.

        A product of a feed without categories is in what its type and its title name.
        """
        return any(contains(level, category) for level in self.categories)

    def is_by(self, brand: str) -> bool:
        """Whether it is of a brand: by the brand's name, or the title's words where it has none."""
        if not self.brand:
            return contains(self.words, key(brand))
        return contains(self.brand, key(brand)) or self.brand.replace(" ", "") == (
            identifier_key(brand)
        )

    def has_size(self, size: str) -> bool:
        """Whether it comes in a size: as a size, or a measure that an attribute or the title gives.

        Where an attribute leaves the unit to its reader ("cable length: 2"), its name must be one
        that the unit is asked of.
        """
        wanted, bare = equal_sizes(size), bare_sizes(size)
        if wanted & self.sizes:
            return True
        return any(contains(self.words, each) for each in spellings_of(size)) or any(
            (bare and value in wanted) or any((word, value) in bare for word in label.split())
            for label, value in self.attributes
        )

    def has_attribute(self, name: str, value: str) -> bool:
        """Whether an attribute whose name holds the words of `name` has a value.

        Where no attribute has such a name, the title, category, colour or material may say it.
        """
        wanted = name.split()
        stated = [each for label, each in self.attributes if set(wanted) <= set(label.split())]
        if not stated:
            return contains(self.words, value)
        return any(contains(each, value) or each == bare_number(value) for each in stated)


def facets(product: Product) -> Facets:
    """Read the facets of a product.

    >>> bag = facets(Product(id="1", title="Navy Leather Bag", category=["Bags", "Tote Bags"]))
    >>> sorted(bag.colors), bag.is_in("bag"), sorted(bag.materials)
    (['blue', 'navy'], True, ['leather'])
    """
    title = key(product.title)
    description = key(product.description)
    palette = load_palette()
    colors = _stated(product, _COLOR) or set(
        palette.main_colors(title) or palette.main_colors(description)
    )
    materials = _stated(product, _MATERIAL).union(
        palette.materials_in(title), palette.materials_in(description)
    )
    colors = colors.union(*map(palette.known_as, colors))
    brand = key(product.brand or "")
    categories = tuple(map(key, product.category))
    return Facets(
        brand=brand,
        categories=categories or (*_stated(product, _TYPE), title),
        colors=frozenset(colors),
        sizes=frozenset(map(size_key, _values(product, _SIZE))),
        materials=frozenset(materials),
        attributes=tuple(_flat(product.attributes)),
        title=title,
        words=" ".join(
            filter(None, [title, brand, *categories, *sorted(colors), *sorted(materials)])
        ),
    )


def _flat(attributes: dict[str, Attribute]) -> Iterator[tuple[str, str]]:
    """Attributes as pairs of keys, one for each value; those that deny something are left out."""
    for name, value in attributes.items():
        for each in value if isinstance(value, list) else [value]:
            text = plain(each)
            if each is not False and 0 < len(text) <= _LONGEST_VALUE:
                yield key(name.replace("_", " ")), size_key(text)


def plain(value: Attribute) -> str:
    """A value as text; a whole number without its zero.

    >>> plain(9.0), plain(True), plain(["a", "b"])
    ('9', 'yes', 'a, b')
    """
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _values(product: Product, names: re.Pattern[str]) -> Iterator[str]:
    """The values of the attributes with such a name, one at a time."""
    for name, value in product.attributes.items():
        if names.match(key(name.replace("_", " "))):
            yield from value if isinstance(value, list) else [plain(value)]


def _stated(product: Product, names: re.Pattern[str]) -> set[str]:
    """The keys of what such attributes list, "black, white" being two."""
    parts = (part for value in _values(product, names) for part in _PARTS.split(value))
    return {key(part) for part in parts if key(part)}
