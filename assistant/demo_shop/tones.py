"""The colors of a picture: mixing, and the set that a drawing may use."""

from assistant.demo_shop.codes import number_of
from assistant.demo_shop.source import read_palette

DARK, LIGHT = "#30241c", "#ffffff"
NEUTRAL = "#8a8f98"
PALE = 600
"""Sum of the channels from which a tone counts as pale."""
ACCENTS = ("#c79a4b", "#b5533c", "#2f6f73", "#efe3c8", "#3a587c")
FIXED = {
    "k": "#34322f",  # ink
    "w": "#fbf7ee",  # paper
    "s": "#b3bac0",  # steel
    "t": "#858d94",  # steel in shade
    "o": "#c4945c",  # wood
    "q": "#8f6238",  # wood in shade
    "r": "#c44a3c",
    "y": "#e6b93f",
    "u": "#4579ab",
    "n": "#5b8f5a",
}


def mix(color: str, other: str, share: float) -> str:
    """Blend two tones.

    Args:
        color: `#rrggbb`.
        other: `#rrggbb`.
        share: how much of the other, 0 to 1.

    >>> mix("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = zip(_channels(color), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def tones(color_name: str, brand: str) -> dict[str, str]:
    """The tones of a picture by their one-letter names.

    Args:
        color_name: the product's color as the palette names it; an unknown one is drawn gray.
        brand: its maker, which decides on the accent.

    Returns:
        `c` the color itself, `h` where light falls, `e` the far edge, `d` in shade, `l` pale,
        `a` the accent, and the fixed tones.
    """
    main = read_palette().get(color_name, NEUTRAL)
    accents = sorted(ACCENTS, key=lambda accent: _distance(accent, main), reverse=True)[:3]
    return FIXED | {
        "c": main,
        "h": mix(main, LIGHT, 0.16),
        "e": mix(main, DARK, 0.12),
        "d": mix(main, DARK, 0.28),
        "l": mix(main, LIGHT, 0.38),
        "a": accents[number_of(brand) % len(accents)],
    }


def backdrop_tones(pair: tuple[str, str], color: str) -> tuple[str, str]:
    """A department's two tones, deeper behind a pale thing so that it stands out.

    >>> backdrop_tones(("#eeeeee", "#cccccc"), "#112233")
    ('#eeeeee', '#cccccc')
    """
    if sum(_channels(color)) < PALE:
        return pair
    return pair[1], mix(pair[1], DARK, 0.1)


def _channels(color: str) -> list[int]:
    return [int(color[place : place + 2], 16) for place in (1, 3, 5)]


def _distance(one: str, other: str) -> int:
    return sum(abs(a - b) for a, b in zip(_channels(one), _channels(other), strict=True))
