"""Names of things that shops sell; singular or plural, they mean what they say."""

from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def things() -> frozenset[str]:
    """The names, folded.

    >>> "kettles" in things(), "kettle" in things()
    (True, True)
    """
    names = Path(__file__).with_name("things.txt").read_text(encoding="utf-8").split()
    return frozenset([*names, *(f"{name}s" for name in names)])


@lru_cache(maxsize=1)
def accessory_names() -> tuple[str, ...]:
    """Names of what goes with things, folded."""
    text = Path(__file__).with_name("accessories.txt").read_text(encoding="utf-8")
    return tuple(name for name in text.replace("-\n", "-").split() if name.isalpha())
