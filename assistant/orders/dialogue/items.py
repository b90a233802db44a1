"""Matches what a shopper calls a thing with the items of an order and the variants of a product."""

import re
from collections.abc import Mapping, Sequence

from assistant.orders.records import Item, Order, Product, Variant

_ALL = re.compile(
    r"\b(?:all|everything|both|whole|entire|each|every one|complete order|todo|todos|tout|alles)\b"
    r"|全部|所有",
    re.IGNORECASE,
)
_BUT = re.compile(
    r"\b(?:except|but|without|apart from|other than|excluding|excepto|menos|salvo|sauf|außer|"
    r"bis auf)\b|除了",
    re.IGNORECASE,
)

_SIZE = "size|talla|taille|pointure|größe|尺码".casefold()


def match_orders(said: str, orders: Sequence[Order]) -> list[Order]:
    """Return the orders with an item that is spoken of."""
    return [order for order in orders if _named(said, order.items)]


def match_items(said: str, items: Sequence[Item]) -> list[Item]:
    """Return the items that are spoken of; of several that fit alike, all are returned."""
    if found := _ALL.search(said):
        kept = _BUT.search(said, found.end())
        left_out = _named(said[kept.end() :], items) if kept else []
        return [item for item in items if item not in left_out]
    by_id = [item for item in items if item.item_id in said]
    return by_id or _named(said, items)


def wanted_options(texts: Sequence[str], item: Item, product: Product) -> dict[str, str]:
    """Return the option values that are asked for instead of the item's own, newest text last.

    A later text overrides an earlier one; the item's own value counts as naming the item where
    the text gives another one as well ("the blue one for a red one").
    """
    wanted: dict[str, str] = {}
    for text in texts:
        named = _values_in(text, product)
        changed = {option for option, value in named if value != item.options.get(option)}
        for option, value in named:
            own = value == item.options.get(option)
            if not own or (option in wanted and option not in changed):
                wanted[option] = value
    return wanted


def match_variants(wanted: Mapping[str, str], item: Item, product: Product) -> list[Variant]:
    """Return the variants to buy that have what is wanted and else differ least from the item."""
    fitting = [
        variant
        for variant in product.variants.values()
        if variant.available
        and variant.item_id != item.item_id
        and all(variant.options.get(option) == value for option, value in wanted.items())
    ]
    if not fitting or not wanted:
        return fitting
    kept = [sum(v.options.get(o) == value for o, value in item.options.items()) for v in fitting]
    return [variant for variant, same in zip(fitting, kept, strict=True) if same == max(kept)]


def _values_in(text: str, product: Product) -> list[tuple[str, str]]:
    """The option values that the text names, longest first: "i7" is not looked for in "i75"."""
    known = {
        (option, value)
        for variant in product.variants.values()
        for option, value in variant.options.items()
    }
    found = []
    rest = text.casefold()
    for option, value in sorted(known, key=lambda pair: (-len(pair[1]), pair)):
        pattern = rf"(?<![\w-]){re.escape(value.casefold())}(?![\w-])"
        if len(value) < 3 and value.isdecimal():
            # A bare small number is a value only where its option is named: "size 9".
            named = _SIZE if option.casefold() == "size" else re.escape(option.casefold())
            pattern = rf"(?:{named})\W*(?:is\W+)?{pattern}"
        if re.search(pattern, rest):
            found.append((option, value))
            rest = re.sub(pattern, " ", rest)
    return found


def _named(said: str, items: Sequence[Item]) -> list[Item]:
    words = _words(said)
    scores = [_score(words, item) for item in items]
    best: dict[str, int] = {}
    for item, score in zip(items, scores, strict=True):
        head = _head(item)
        best[head] = max(best.get(head, 0), score)
    # Items that share a noun compete for it ("the blue shirt"); others stand beside each other.
    return [
        item
        for item, score in zip(items, scores, strict=True)
        if score and score == best[_head(item)]
    ]


def _score(words: set[str], item: Item) -> int:
    name = _words(item.name)
    if _head(item) not in words and not name <= words:
        return 0
    options = set().union(*(_words(value) for value in item.options.values()))
    return 10 * len(name & words) + len(options & words)


def _head(item: Item) -> str:
    # The noun of a title stands last, before what qualifies it: "Desk Lamp - brass, tall".
    front = re.split(r"\s[-–|]\s|[,(]", item.name)[0]
    names = [_singular(word) for word in re.findall(r"\w+", front.casefold())]
    return names[-1] if names else item.name.casefold()


def _words(text: str) -> set[str]:
    return {_singular(word) for word in re.findall(r"\w+", text.casefold())}


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
