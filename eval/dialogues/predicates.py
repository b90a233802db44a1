"""Whether a product satisfies predicates, judged on its catalog record and its variants."""

from collections.abc import Iterable

from eval.dialogues.format import Predicates
from eval.records import ShopRecords
from eval.text import fold, same_text, stems
from retrieval.product import Product

_SPELLINGS = {"gray": "grey"}
_PRICE_LIMITS = {"price_min", "price_max"}


def satisfies(records: ShopRecords, product_id: str, wanted: Predicates) -> bool:
    """Whether the product satisfies all predicates at once, as `fitting` has it.

    Returns:
        False too where the catalog has no such product.
    """
    if product_id not in records.products:
        return False
    return product_id in fitting(records.variants(product_id), wanted)


def fitting(variants: Iterable[Product], wanted: Predicates) -> list[str]:
    """Return the ids of those variants of one product whose cards satisfy all predicates.

    A card stands for all variants of its product, so one variant (the record itself, or one of
    the same group) has to satisfy everything together. Price limits must also hold for the record
    that is shown: a shopper who asked for less than 50 must not read 60 on the card.
    """
    misses = {variant.id: _failed(variant, wanted) for variant in variants}
    if all(misses.values()):
        return []
    return [product_id for product_id, missed in misses.items() if not missed & _PRICE_LIMITS]


def unmet(records: ShopRecords, product_id: str, wanted: Predicates) -> list[str]:
    """Name the predicates that the product misses, for a failure message.

    >>> records = ShopRecords.of([Product(id="m1", title="Blue mug")])
    >>> unmet(records, "m1", Predicates(color="red", title_contains="mug"))
    ['color']
    """
    if satisfies(records, product_id, wanted):
        return []
    if product_id not in records.products:
        return ["not in the catalog"]
    return sorted(_failed(records.products[product_id], wanted)) or ["no variant has all of them"]


def text_of(product: Product) -> str:
    """Return the title, description and attributes of a product as one text."""
    return "\n".join([product.title, product.description, *attribute_texts(product)])


def attribute_texts(product: Product, name: str | None = None) -> list[str]:
    """Return one "name: value" line for each attribute value, of all attributes or of one."""
    return [
        f"{key}: {value}"
        for key, given in product.attributes.items()
        if name is None or key.casefold() == name
        for value in (given if isinstance(given, list) else [given])
    ]


def has_color(product: Product, color: str) -> bool:
    """Whether the product is of that colour: by its title, or its colour attribute, else its text.

    >>> has_color(Product(id="1", title="Mug", attributes={"color": "Light Gray"}), "grey")
    True
    >>> red = Product(id="1", title="Mug", description="No blue in it", attributes={"color": "red"})
    >>> has_color(red, "blue")
    False
    """
    given = attribute_texts(product, "color") + attribute_texts(product, "colour")
    described = given or [product.description]
    wanted = _color_words(color)
    return any(wanted <= _color_words(text) for text in [product.title, *described])


def _color_words(text: str) -> set[str]:
    return {_SPELLINGS.get(word, word) for word in stems(text)}


def _failed(product: Product, wanted: Predicates) -> set[str]:
    """Name the predicates that this one record misses."""
    tests = {
        "price_min": lambda: _price(product, -1) >= (wanted.price_min or 0),
        "price_max": lambda: _price(product, float("inf")) <= (wanted.price_max or 0),
        "brand": lambda: same_text(product.brand or "", wanted.brand or ""),
        "category": lambda: any(same_text(c, wanted.category or "") for c in product.category),
        "title_contains": lambda: _has_all(product.title, wanted.title_contains),
        "text_contains": lambda: _has_all(text_of(product), wanted.text_contains),
        "text_lacks": lambda: not _has_any(text_of(product), wanted.text_lacks),
        "color": lambda: has_color(product, wanted.color or ""),
        "in_stock": lambda: product.in_stock == wanted.in_stock,
        "rating_min": lambda: (product.rating or -1) >= (wanted.rating_min or 0),
    }
    given = wanted.model_dump(exclude_unset=True, exclude_none=True)
    return {name for name in given if not tests[name]()}


def _price(product: Product, unknown: float) -> float:
    return unknown if product.offer_price is None else float(product.offer_price.amount)


def _has_all(text: str, parts: list[str]) -> bool:
    return all(fold(part) in fold(text) for part in parts)


def _has_any(text: str, parts: list[str]) -> bool:
    return any(fold(part) in fold(text) for part in parts)
