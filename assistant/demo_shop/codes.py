"""Identifiers: readable ids, trade item numbers with a valid check digit, part numbers."""

import hashlib
import random
import re

GTIN_PREFIX = "952"
"""The prefix that GS1 keeps for demonstrations, so that no number here is a real product's."""


def slug(*parts: str) -> str:
    """Join words into an id that is safe in an address.

    >>> slug("Hobbler's Rest 2-Person Tent", "burnt orange")
    'hobblers-rest-2-person-tent-burnt-orange'
    >>> slug("Lee Side Tarp 10 x 10", '3.5 in')
    'lee-side-tarp-10-x-10-3-5-in'
    """
    text = " ".join(parts).lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


def chance(seed: int, *names: str) -> random.Random:
    """A source of chance of its own for each name, so that a new product changes no other one."""
    digest = hashlib.sha256("/".join([str(seed), *names]).encode()).digest()
    return random.Random(digest)


def gtin(number: int) -> str:
    """A 13-digit trade item number for a running number below a thousand million.

    >>> gtin(1)
    '9520000000011'
    """
    body = f"{GTIN_PREFIX}{number:09d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return f"{body}{-total % 10}"


def number_of(product_id: str) -> int:
    """A stable number below a thousand million for an id."""
    return int.from_bytes(hashlib.sha256(product_id.encode()).digest()[:8], "big") % 10**9
