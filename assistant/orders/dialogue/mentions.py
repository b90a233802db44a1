"""Finds in a message what verifies a shopper and what names an order; no model needed."""

import re
from collections.abc import Sequence

_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_ORDER = re.compile(
    r"#\s?([A-Z]*\d[\w-]*)|\b([A-Z]{1,3}-?\d{4,})\b|\border (?:number |no\.? )?(\d{4,})\b",
    re.IGNORECASE,
)
_ZIP_NAMED = re.compile(
    r"\b(?:zip|postal|post)[ -]?(?:code)?(?: is|:|=)?\s*([A-Za-z]{0,2}\d[\w-]{2,9})", re.IGNORECASE
)
_ZIP_BARE = re.compile(r"(?<![#\w-])(\d{5})(?:-\d{4})?(?![\w-])")
_NAME_LED = re.compile(
    r"\b(?:my name is|my name's|name is|name:|i am|i'm|this is|it's|it is)\s+"
    r"([^\W\d_][\w'’.-]*(?:\s+[^\W\d_][\w'’.-]*){1,3})",
    re.IGNORECASE,
)
_STREET_ADDRESS = re.compile(
    r"\d\S*\s[^,\n]+,(?:[^,\n]+,)*\s*[A-Za-z]{2}[\s,]+\d{5}(?:-\d{4})?(?![\w-])"
)
_PARTS = re.compile(r"[,;\n]|\.\s")
_NOT_IN_NAMES = frozenset(
    re.findall(
        r"\S+",
        """
    a an and the my is at in from with of to for zip postal post code name email e-mail mail
    order orders number it its here sure yes no not please hi hello hey thanks thank you looking
    trying asking wondering calling writing waiting still very so really just also i i'm im am
    me want wanted need like about where what when how can could would will but have has had
    don't do remember know address cancel return exchange change status refund track tracking
    package parcel delivery item items wrong broken late
        """,
    )
)
_ORDINALS = {
    "first": 0,
    "1st": 0,
    "second": 1,
    "2nd": 1,
    "third": 2,
    "3rd": 2,
    "fourth": 3,
    "4th": 3,
    "fifth": 4,
    "5th": 4,
    "last": -1,
}
_LATEST = re.compile(r"\b(?:latest|newest|most recent|last order|recent one)\b", re.IGNORECASE)

_OTHER = re.compile(
    r"\b(?:orders|other (?:one|order)|another (?:one|order)|pedidos|(?:el|la) otr[oa]|otro pedido|"
    r"commandes|l'autre|autre commande|bestellungen|(?:die|der|das) andere|andere bestellung)\b"
    r"|另一个|另外",
    re.IGNORECASE,
)


def find_email(message: str) -> str | None:
    """Return the e-mail address in the message.

    >>> find_email("it's noah.brown@example.com.")
    'noah.brown@example.com'
    """
    found = _EMAIL.search(message)
    return found[0].lstrip("'") if found else None


def find_zip(message: str) -> str | None:
    """Return the zip code in the message: one that is called so, or five digits on their own.

    A street address holds where something is to go, which proves nothing.

    >>> find_zip("Yusuf Rossi, 19122"), find_zip("zip is SW1A-1AA"), find_zip("order #19122")
    ('19122', 'SW1A-1AA', None)
    >>> find_zip("send it to 9 Pine Street, Portland, ME 04102") is None
    True
    """
    found = _ZIP_NAMED.search(message) or _ZIP_BARE.search(_STREET_ADDRESS.sub(" ", message))
    return found[1] if found else None


def find_name(message: str) -> tuple[str, str] | None:
    """Return first and last name, where the message gives both.

    >>> find_name("I'm Yusuf Rossi and my zip code is 19122"), find_name("Mei Kovacs, 28236")
    (('Yusuf', 'Rossi'), ('Mei', 'Kovacs'))
    >>> find_name("order status pls, Nils Haugen, zip 58102")
    ('Nils', 'Haugen')
    >>> find_name("I'm looking for my order") is None
    True
    """
    led = _NAME_LED.search(message)
    if led and (name := _name(led[1].split())):
        return name
    rest = message
    for other in (_STREET_ADDRESS, _EMAIL, _ZIP_NAMED, _ZIP_BARE):
        rest = other.sub(" ", rest)
    parts = [part for part in map(str.strip, _PARTS.split(rest)) if part]
    # Beside other words only a name with its capitals is told from them.
    named = [part for part in parts if len(parts) == 1 or part.istitle()]
    return next(filter(None, map(_bare_name, named)), None)


def gives_address(message: str) -> bool:
    """Whether the message holds a street address with its zip code.

    >>> gives_address("send it to 3 Oak Lane, Portland, ME 04103"), gives_address("zip 04103")
    (True, False)
    """
    return _STREET_ADDRESS.search(message) is not None


def find_order_ids(message: str) -> list[str]:
    """Return what could be order numbers, without `#`, in capitals, in the order of mention.

    >>> find_order_ids("where are #W2611340 and w4817420?")
    ['W2611340', 'W4817420']
    """
    found = [
        (match[1] or match[2] or match[3]).upper()
        for match in _ORDER.finditer(_EMAIL.sub(" ", message))
    ]
    return list(dict.fromkeys(found))


def asks_for_latest(message: str) -> bool:
    """Whether the message means the newest of several.

    >>> asks_for_latest("where is my last order"), asks_for_latest("where is my order")
    (True, False)
    """
    return _LATEST.search(message) is not None


def asks_for_other(message: str) -> bool:
    """Whether the message means another order than the one just spoken of, or several.

    >>> asks_for_other("no, the other one"), asks_for_other("send it to my other address")
    (True, False)
    """
    return _OTHER.search(message) is not None


def pick_by_place(message: str, choices: Sequence[str]) -> str | None:
    """Return the one of the listed choices that the message picks by its place.

    >>> pick_by_place("the second one", ["a", "b", "c"]), pick_by_place("latest", ["a", "b"])
    ('b', 'a')
    """
    if not choices:
        return None
    if asks_for_latest(message):
        return choices[0]
    words = re.findall(r"\w+", message.casefold())
    if len(words) == 1 and words[0].isdecimal() and 1 <= int(words[0]) <= len(choices):
        return choices[int(words[0]) - 1]
    if len(choices) == 2 and "other" in words:
        return choices[1]
    for word in words:
        place = _ORDINALS.get(word)
        if place is not None and place < len(choices):
            return choices[place]
    return None


def _bare_name(part: str) -> tuple[str, str] | None:
    words = re.findall(r"[\w'’.-]+", part)
    if len(words) > 4 or not all(word[0].isalpha() for word in words):
        return None
    return _name(words) if not any(w.casefold() in _NOT_IN_NAMES for w in words) else None


def _name(words: list[str]) -> tuple[str, str] | None:
    kept: list[str] = []
    for word in words:
        if word.casefold().strip(".,") in _NOT_IN_NAMES:
            break
        kept.append(word.strip(".,"))
    return (kept[0], " ".join(kept[1:])) if len(kept) > 1 else None
