"""Whether a piece of text affirms or denies, and how sentences fall into such pieces."""

import re

_NEGATION = re.compile(
    r"\b(?:not|no|never|none|neither|nor|nothing|cannot|without|unable|lacks?|isn|aren|doesn|don|"
    r"can|won|hasn|haven|wasn|couldn|didn)(?:'t)\b|"
    r"\b(?:not|no|never|none|neither|nor|nothing|cannot|without|unable|lacks?|hardly)\b"
    r"|(?::|\bis) (?:false|no)\b",
    re.I,
)
_AFFIRMING = re.compile(
    r"\b(?:at no (?:extra )?(?:cost|charge)|not only|no (?:problem|worries|doubt))\b", re.I
)
_CLAUSE = re.compile(
    r"\s*(?:;|,(?=\s+not\b)|,?\s+\bbut\b|,?\s+\bwhile\b|,?\s+\bwhereas\b|,?\s+\bhowever\b|\.\s)\s*",
    re.I,
)


def negated(text: str) -> bool:
    """Whether the text denies something.

    >>> negated("It isn't waterproof"), negated("dishwasher_safe: False"), negated("It is blue")
    (True, True, False)
    >>> negated("We send a replacement at no cost")
    False
    """
    return bool(_NEGATION.search(_AFFIRMING.sub("", text.replace("’", "'"))))


def clauses(text: str) -> list[str]:
    """Split a sentence where one statement ends and another, maybe opposite, begins.

    >>> clauses("It has no lamp, but it glows; nice")
    ['It has no lamp', 'it glows', 'nice']
    >>> clauses("It is red, not pink")
    ['It is red', 'not pink']
    """
    return [part for part in _CLAUSE.split(text) if part]
