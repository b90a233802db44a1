"""Takes a reply apart: markdown away, one sentence or list item each."""

import re

_LINK = re.compile(r"!?\[([^\]]*)\]\(([^)]*)\)")
_MARKS = re.compile(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}|^\s*(?:[-*•#>]+|\d+[.)])\s+", re.M)
_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[^a-z])|\n+|(?<=[。！？])")
_ABBREVIATED = re.compile(r"\b(?:e\.g|i\.e|approx|vs|no|nr|mr|mrs|ms|dr|st|ca)\.$", re.I)


def sentences(reply: str) -> list[str]:
    r"""Return the sentences of a reply as plain text.

    >>> sentences("The **Wren** costs $59.00. It is e.g. black!\n- In stock")
    ['The Wren costs $59.00.', 'It is e.g. black!', 'In stock']
    """
    plain = _MARKS.sub("", _LINK.sub(r"\1 \2", reply))
    parts: list[str] = []
    for part in _END.split(plain):
        if parts and _ABBREVIATED.search(parts[-1]):
            parts[-1] = f"{parts[-1]} {part}"
        else:
            parts.append(part)
    return [part.strip() for part in parts if part.strip()]
