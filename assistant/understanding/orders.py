"""Order numbers in a message."""

import re

from assistant.orders.dialogue.mentions import gives_address

_MARKED = re.compile(r"(?<![\w])#\s?([A-Z]{0,4}-?\d{3,})\b", re.I)
_LETTERED = re.compile(r"\b([A-Z]{1,4}-?\d{5,})\b", re.I)
_NAMED = re.compile(
    r"\b(?:orders?|pedidos?|commandes?|bestellung(?:en)?|bestellnummer|purchase|订单号?|number|nummer|numéro|número)"
    r"\s*(?:number|no\.?|nr\.?|id|is|:|是|es|est|ist|,)*\s*([A-Z]{0,4}-?\d{4,})\b",
    re.I,
)
_ORDER = re.compile(r"\b(?:orders?|pedidos?|commandes?|bestellung(?:en)?)\b|订单", re.I)
_ALONE = re.compile(r"\b(\d{6,14})\b")


def read_order_ids(message: str, about_orders: bool) -> list[str]:
    """Return the order numbers, as the order system writes them: `#` where the shopper did.

    Args:
        message: What the shopper wrote.
        about_orders: Whether bare digits may be an order's number.

    >>> read_order_ids("cancel #w2611340 and order 90045127", about_orders=True)
    ['#W2611340', '90045127']
    >>> read_order_ids("W2611340", about_orders=True)
    ['#W2611340']
    >>> read_order_ids("usb stick W128 128000", about_orders=False)
    []
    """
    found = {match.start(1): f"#{match[1].upper()}" for match in _MARKED.finditer(message)}
    patterns = [_NAMED, _LETTERED, _ALONE] if about_orders else [_NAMED]
    for pattern in patterns:
        for match in pattern.finditer(message):
            found.setdefault(match.start(1), match[1].upper())
    return list(dict.fromkeys(_as_filed(found[place]) for place in sorted(found)))


def redirects_order(message: str) -> bool:
    """Whether a message gives an order a street address: no question of how the shop delivers.

    >>> redirects_order("can you ship my order to 3 Oak Lane, Portland, ME 04103?")
    True
    >>> redirects_order("do you ship to Canada?")
    False
    """
    return _ORDER.search(message) is not None and gives_address(message)


def _as_filed(number: str) -> str:
    """Put back the sign that shoppers leave out of numbers such as #W2611340."""
    return f"#{number}" if re.fullmatch(r"W\d{5,}", number) else number
