"""Which parts of a query may be an identifier: an id, MPN or GTIN, however it was typed."""

from retrieval.text import identifier_key

_MOST_WORDS = 12
"""Longer messages hold no identifier that is worth looking for further in."""
_MOST_PARTS = 4
_SHORTEST = 4
"""Shorter ones ("s9", "10") are sizes and counts more often than identifiers."""


def identifier_keys(text: str) -> list[str]:
    """Return the keys of all that may be identifiers: the whole, and neighbouring words as one.

    GTINs are padded with zeros in some feeds and not in others: each key comes both ways.

    >>> identifier_keys("the DV7 - 1211ea")
    ['thedv71211ea', 'thedv7', 'dv71211ea', '1211ea']
    """
    words = text.split()[:_MOST_WORDS]
    spans = [
        identifier_key("".join(words[start : start + length]))
        for length in range(_MOST_PARTS, 0, -1)
        for start in range(len(words) - length + 1)
    ]
    coded = [each for each in spans if len(each) >= _SHORTEST and any(map(str.isdigit, each))]
    whole = identifier_key("".join(words))
    return [each for each in dict.fromkeys([whole, *coded]) if each]


def spellings(key: str) -> set[str]:
    """A key as feeds may have it, with and without a GTIN's leading zeros."""
    return {key, key.lstrip("0"), key.zfill(13), key.zfill(14)} - {""}
