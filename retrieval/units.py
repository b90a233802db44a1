"""Sizes and measures as they are compared."""

import re

from retrieval.text import key

_SIZES = {
    "extra small": "xs",
    "x small": "xs",
    "small": "s",
    "medium": "m",
    "large": "l",
    "x large": "xl",
    "extra large": "xl",
    "xx large": "xxl",
    "extra extra large": "xxl",
    "2xl": "xxl",
}
_UNITS = {
    "inch": "in",
    "inche": "in",
    "meter": "m",
    "metre": "m",
    "gigabyte": "gb",
    "terabyte": "tb",
}


def size_key(text: str) -> str:
    """A size as it is compared: letters for the usual names, numbers without a needless zero.

    >>> [size_key(text) for text in ["Medium", "9.0", "Size 9", '13"', "1TB", "13-inch"]]
    ['m', '9', '9', '13 in', '1 tb', '13 in']
    """
    plain = re.sub(r'(?<=\d)\s*(?:"|\u2033|\'\')', " in", text.lower())
    plain = re.sub(r"(?<=\d)(?=[a-z])", " ", key(plain).removeprefix("size "))
    plain = re.sub(r"\b(\d+)\.0+\b", r"\1", plain)
    joined = " ".join(_UNITS.get(word, word) for word in plain.split())
    return _SIZES.get(joined, "".join(joined.split()) if joined in {"2 xl", "3 xl"} else joined)


def bare_number(value: str) -> str:
    """The number of a measure such as "4 gb", for records that leave the unit to the name.

    >>> bare_number("4 gb"), bare_number("leather")
    ('4', '')
    """
    parts = value.split()
    measure = len(parts) == 2 and parts[0].replace(".", "", 1).isdigit()
    return parts[0] if measure else ""
