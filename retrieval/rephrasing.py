"""A question in the shop's own words: what shoppers call a thing, replaced by what it is called."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import yaml

from retrieval.analysis import tokens
from retrieval.synonyms import Name, Thesaurus
from retrieval.text import fold

_WORD = re.compile(r"[\w'-]+")
_MOST = 8


def rephrasings(question: str, has: Callable[[str], bool]) -> list[str]:
    """Say a question in other words, each time with one thing by another name.

    >>> rephrasings("Can I send back a torch?", {"return", "torch"}.__contains__)
    ['can i return a torch']

    Args:
        question: What the shopper asked.
        has: Whether the passages hold a term (as `retrieval.analysis.tokens` makes it); only
            names whose every term they hold are used.

    Returns:
        At most eight others, without the question itself.
    """
    cut = list(_service_words().cut(_words(question)))
    found = dict.fromkeys(_rephrased(cut, has))
    return list(found)[:_MOST]


def _rephrased(
    cut: list[tuple[Name, tuple[Name, ...]]], has: Callable[[str], bool]
) -> Iterator[str]:
    names = [name for name, _ in cut]
    for place, (_, others) in enumerate(cut):
        for other in others:
            terms = tokens(" ".join(other))
            if terms and all(map(has, terms)):
                told = [*names[:place], other, *names[place + 1 :]]
                yield " ".join(word for name in told for word in name)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


@lru_cache(maxsize=1)
def _service_words() -> Thesaurus:
    path = Path(__file__).with_name("service_words.yaml")
    return Thesaurus(yaml.safe_load(path.read_text(encoding="utf-8")), _words)
