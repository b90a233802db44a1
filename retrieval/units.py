"""Sizes and measures as they are compared: "Medium", "13-inch", "1TB" and "1000 GB"."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

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
_INCHES = re.compile(r'(?<=\d)\s*(?:"|″|”|\'\')')
_MEASURE = re.compile(r"(\d+(?:\.\d+)?) ([a-z]+)")


@dataclass(frozen=True)
class Unit:
    """A unit as records write it, and how it compares.

    `scales` are factors to units of the same kind: a TB is 1000 GB, and by some 1024. `asked_of`
    are words in the names of attributes that a bare number in this unit may stand under.
    """

    names: tuple[str, ...]
    scales: tuple[tuple[str, Decimal], ...]
    asked_of: frozenset[str]


def size_key(text: str) -> str:
    """A size as it is compared: letters for the usual names, numbers without a needless zero.

    >>> [size_key(text) for text in ["Medium", "9.0", "Size 9", '13"', "1TB", "13-inch"]]
    ['m', '9', '9', '13 in', '1 tb', '13 in']
    """
    plain = _INCHES.sub(" in", text.lower())
    plain = re.sub(r"(?<=\d)(?=[a-z])", " ", key(plain).removeprefix("size "))
    plain = re.sub(r"\b(\d+)\.0+\b", r"\1", plain)
    joined = " ".join(unit_of(word) or word for word in plain.split())
    return _SIZES.get(joined, "".join(joined.split()) if joined in {"2 xl", "3 xl"} else joined)


def letter_size(text: str) -> str | None:
    """The letters of a size of clothes that is written out; None for other words.

    >>> letter_size("Medium"), letter_size("queen")
    ('m', None)
    """
    return _SIZES.get(key(text))


def unit_of(word: str) -> str | None:
    """The unit that a word names, as sizes are compared by it; None for other words.

    >>> unit_of("litres"), unit_of("terabyte"), unit_of("green")
    ('l', 'tb', None)
    """
    return _names().get(key(word))


def equal_sizes(size: str) -> frozenset[str]:
    """The keys that mean the same size.

    >>> sorted(equal_sizes("1 TB")), sorted(equal_sizes("9"))
    (['1 tb', '1000 gb', '1024 gb'], ['9'])
    """
    measured = _MEASURE.fullmatch(size_key(size))
    if not measured or measured[2] not in _units():
        return frozenset([size_key(size)])
    number, unit = Decimal(measured[1]), measured[2]
    scaled = {f"{_plain(number * by)} {other}" for other, by in _units()[unit].scales}
    return frozenset([f"{_plain(number)} {unit}", *scaled])


def spellings_of(size: str) -> frozenset[str]:
    """How a title may write a measure, as a key; nothing for sizes that are none.

    >>> sorted(spellings_of("1 TB"))[-2:], spellings_of("M")
    (['1tb', '1terabyte'], frozenset())
    """
    found = set()
    for same in equal_sizes(size):
        measured = _MEASURE.fullmatch(same)
        if measured and measured[2] in _units():
            number, names = measured[1], (measured[2], *_units()[measured[2]].names)
            found |= {f"{number}{gap}{key(name)}" for name in names for gap in ("", " ")}
            # A sign for inches is lost in a key.
            found |= {number} if measured[2] == "in" else set()
    return frozenset(found)


def bare_sizes(size: str) -> frozenset[tuple[str, str]]:
    """Pairs of a word of an attribute's name and the number that stands there without its unit.

    >>> ("length", "2") in bare_sizes("2 m"), bare_sizes("M")
    (True, frozenset())
    """
    pairs = set()
    for same in equal_sizes(size):
        measured = _MEASURE.fullmatch(same)
        if measured and measured[2] in _units():
            pairs |= {(word, measured[1]) for word in _units()[measured[2]].asked_of}
    return frozenset(pairs)


def bare_number(value: str) -> str:
    """The number of a measure such as "4 gb", for records that leave the unit to the name.

    >>> bare_number("4 gb"), bare_number("leather")
    ('4', '')
    """
    parts = value.split()
    measure = len(parts) == 2 and parts[0].replace(".", "", 1).isdigit()
    return parts[0] if measure else ""


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


@lru_cache(maxsize=1)
def _units() -> dict[str, Unit]:
    """The units, by the name that sizes are compared by."""
    text = Path(__file__).with_name("units.yaml").read_text(encoding="utf-8")
    content: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return {
        unit: Unit(
            names=tuple(given.get("names", [])),
            scales=tuple(
                (other, Decimal(str(by)))
                for other, factors in given.get("scales", {}).items()
                for by in factors
            ),
            asked_of=frozenset(given.get("asked_of", [])),
        )
        for unit, given in content.items()
    }


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {key(name): unit for unit, given in _units().items() for name in (unit, *given.names)}
