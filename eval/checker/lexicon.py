"""The checker's word lists, read once from `words.yaml`."""

from functools import cache
from importlib.resources import files

import yaml

from eval.text import stems


@cache
def lexicon(name: str) -> frozenset[str]:
    """Return the stems of a word list.

    >>> "blue" in lexicon("colors")
    True
    """
    return frozenset(stem for word in _lists()[name].split() for stem in stems(word))


@cache
def _lists() -> dict[str, str]:
    text = files("eval.checker").joinpath("words.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))
