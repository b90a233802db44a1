"""Text as the lexical index counts it: folded, without stop words, stemmed."""

import re
from functools import lru_cache
from pathlib import Path

import Stemmer
from bm25s.stopwords import STOPWORDS_EN

from retrieval.text import fold

_WORD = re.compile(r"[^\W_]+")
_CODE = re.compile(r"(?=[^\s]*\d)[^\W_]+(?:[-./][^\W_]+)+")
_STOP = frozenset(STOPWORDS_EN)


@lru_cache(maxsize=1)
def _chatter() -> frozenset[str]:
    """What people say around the thing that they want."""
    return frozenset(Path(__file__).with_name("chatter.txt").read_text().split())


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


def tokens(text: str) -> list[str]:
    """The terms of a text, in order; a code such as "DV7-1211" is a term as a whole, too.

    >>> tokens("The running shoes, DV7-1211")
    ['run', 'shoe', 'dv7', '1211', 'dv71211']
    """
    folded = fold(text)
    codes = [re.sub(r"[-./]", "", code) for code in _CODE.findall(folded)]
    return stems([word for word in _WORD.findall(folded) if word not in _STOP] + codes)


def stems(words: list[str]) -> list[str]:
    """Each word's stem."""
    found: list[str] = _stemmer().stemWords(words)
    return found


def query_words(text: str) -> list[str]:
    """The words of a query that carry it, folded, once each; all of them where none does.

    >>> query_words("I'm looking for some headphones")
    ['headphones']
    """
    found = _content_words(text)
    return list(dict.fromkeys(_telling(found) or found))


def says_anything(text: str) -> bool:
    """Whether a text holds a word that is neither grammar nor chatter.

    >>> says_anything("something"), says_anything("a kettle")
    (False, True)
    """
    return bool(_telling(_content_words(text)))


def _content_words(text: str) -> list[str]:
    return [word for word in _WORD.findall(fold(text)) if word not in _STOP]


def _telling(content: list[str]) -> list[str]:
    return [word for word in content if word not in _chatter()]
