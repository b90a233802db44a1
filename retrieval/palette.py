"""Colours and materials by name, found in running text; the family that a shade belongs to."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Palette:
    """Names of colours and materials; longer names come first, so that they win."""

    families: dict[str, list[str]]
    shades: list[str]
    materials: list[str]

    def family(self, color: str) -> set[str]:
        """The families that a colour's name belongs to; a family belongs to itself.

        >>> palette = load_palette()
        >>> sorted(palette.family("teal")), palette.family("gray"), palette.family("sturdy")
        (['blue', 'green'], {'grey'}, set())
        """
        return {name for name, shades in self.families.items() if color == name or color in shades}

    def known_as(self, color: str) -> set[str]:
        """What else a colour may be asked for by: its words, and the family it belongs to.

        Of several words the last names the colour: slate blue is a blue.

        >>> sorted(load_palette().known_as("slate blue")), sorted(load_palette().known_as("navy"))
        (['blue', 'slate'], ['blue'])
        """
        parts = color.split()
        families = self.family(color) | self.family(parts[-1])
        families = families or set().union(*map(self.family, parts))
        return families | set(parts) - {color}

    def main_colors(self, text_key: str) -> list[str]:
        """The first colour that a text names, and those joined to it ("black and white").

        Colours named later are mostly of details: a beige backpack with black straps is beige.

        >>> load_palette().main_colors("a durable beige backpack with black strap")
        ['beige']
        >>> load_palette().main_colors("a navy and white striped shirt")
        ['navy', 'white']
        """
        found = _names(self.shades, text_key)
        colors = [name for name, _, _ in found[:1]]
        for (_, _, end), (name, start, _) in pairwise(found):
            if text_key[end:start].split() not in ([], ["and"]):
                break
            colors.append(name)
        return colors

    def materials_in(self, text_key: str) -> list[str]:
        """The materials that a text names, in its order."""
        return list(dict.fromkeys(name for name, _, _ in _names(self.materials, text_key)))


def _names(names: list[str], text_key: str) -> list[tuple[str, int, int]]:
    """Whole-word occurrences of names in a text: name, start, end."""
    return [(m.group(), m.start(), m.end()) for m in _pattern(tuple(names)).finditer(text_key)]


@lru_cache
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")


@lru_cache
def load_palette() -> Palette:
    """Read the palette that ships with the package."""
    data = yaml.safe_load(Path(__file__).with_name("palette.yaml").read_text())
    families: dict[str, list[str]] = data["families"]
    shades = {*families, *(shade for shades in families.values() for shade in shades)}
    return Palette(
        families=families,
        shades=sorted(shades - set(data["ambiguous"]), key=len, reverse=True),
        materials=sorted(data["materials"], key=len, reverse=True),
    )
