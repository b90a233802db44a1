"""Splits a message into words, numbers and signs that keep their place in it."""

import re
from dataclasses import dataclass

from retrieval.text import fold, singular

# A run of Chinese has no spaces to split at: each character is a token of its own, and phrases
# of the lexicon are matched over several of them.
_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<cjk>[\u3400-\u9fff])"
    r"|(?P<word>[^\W\d_\u3400-\u9fff]+(?:'[^\W\d_\u3400-\u9fff]+)*)"
    r"|(?P<sign>[^\w\s])"
)


@dataclass(frozen=True)
class Token:
    """A piece of the message: `text` as written, `folded` and `key` as compared."""

    text: str
    folded: str
    key: str
    kind: str
    start: int
    end: int
    glued: bool
    """Whether it follows the token before it without a space."""


def tokenize(message: str) -> list[Token]:
    """Split a message.

    >>> [token.text for token in tokenize("13-inch, 100元以下")]
    ['13', '-', 'inch', ',', '100', '元', '以', '下']
    """
    tokens: list[Token] = []
    plain = message.replace("\u2019", "'")
    for found in _TOKEN.finditer(plain):
        kind = str(found.lastgroup)
        folded = fold(found.group())
        glued = bool(tokens) and tokens[-1].end == found.start()
        key = singular(folded.removesuffix("'s")) if kind == "word" else folded
        tokens.append(Token(found.group(), folded, key, kind, found.start(), found.end(), glued))
    return tokens
