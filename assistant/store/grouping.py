"""Questions that ask the same in other words, counted together."""

from collections import Counter
from collections.abc import Iterable

from retrieval.analysis import tokens

_ALIKE = 0.5
"""Share of the words of two questions that must be the same (Jaccard) for them to be one."""


def grouped(questions: Iterable[str]) -> Counter[str]:
    """Count questions, those alike as one, under the words used most often.

    The questions asked most often are the groups' hearts; a rarer one joins the first whose words
    it shares half of. Word order, endings and small words do not count.

    >>> grouped(["Do you ship to Oslo?", "shipping to oslo", "do you ship to oslo?", "gift cards"])
    Counter({'do you ship to oslo': 3, 'gift cards': 1})
    """
    asked = Counter(" ".join(text.casefold().split()).rstrip("?!. ") for text in questions)
    groups: list[tuple[str, frozenset[str]]] = []
    counts = Counter[str]()
    for text, number in asked.most_common():
        words = frozenset(tokens(text)) or frozenset([text])
        heart = next((name for name, others in groups if _alike(words, others)), None)
        if heart is None:
            groups.append((text, words))
        counts[heart or text] += number
    return counts


def _alike(words: frozenset[str], others: frozenset[str]) -> bool:
    return len(words & others) >= _ALIKE * len(words | others)
