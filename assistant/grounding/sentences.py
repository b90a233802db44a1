"""Cuts a stream of text into sentences as soon as each is complete."""

import re

_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|approx|vs|no|nr|dr|mr|mrs|ms|st|in|ca)|\b[A-Z])\.$", re.I
)
_END = re.compile(r"[.!?…][\"”’')\]*]*(?=\s)|[。！？]|\n")


class SentenceSplitter:
    """Collects pieces of text and hands out whole sentences.

    A full stop ends a sentence only where white space follows it, so prices and
    measures ("$49.99", "13.3 inch") are never cut; a line break always ends one.

    >>> splitter = SentenceSplitter()
    >>> splitter.feed("It costs $4"), splitter.feed("9.99. Anything else")
    ([], ['It costs $49.99.'])
    >>> splitter.flush()
    ['Anything else']
    """

    def __init__(self) -> None:
        self._rest = ""

    def feed(self, piece: str) -> list[str]:
        """Add a piece; return the sentences that it completed, without surrounding space."""
        self._rest += piece
        sentences = []
        start = 0
        for end in _END.finditer(self._rest):
            candidate = self._rest[start : end.end()].strip()
            if _ABBREVIATION.search(candidate):
                continue
            if candidate:
                sentences.append(candidate)
            start = end.end()
        self._rest = self._rest[start:]
        return sentences

    def flush(self) -> list[str]:
        """Return what is left when the stream has ended."""
        rest, self._rest = self._rest.strip(), ""
        return [rest] if rest else []
