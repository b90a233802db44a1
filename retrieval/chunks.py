"""Long lists in pieces that a database takes at once."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

Value = TypeVar("Value")


def chunks(values: Sequence[Value], size: int = 500) -> Iterator[list[Value]]:
    """Yield a sequence in pieces; 500 values in one SQL list are far below any SQLite's limit.

    >>> list(chunks([1, 2, 3], 2))
    [[1, 2], [3]]
    """
    for start in range(0, len(values), size):
        yield list(values[start : start + size])
