"""What importers yield: rows with their place in the file, and rows that could not be used."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

_EXCERPT = 80


@dataclass(frozen=True)
class Row:
    """One record of a feed, not yet validated, in the layout of the project's JSON lines."""

    file: Path
    line: int
    data: dict[str, Any]


@dataclass(frozen=True)
class Rejection:
    """One record that could not be used: where it stands, why, and how it begins."""

    file: Path
    line: int
    reason: str
    excerpt: str = ""

    def __str__(self) -> str:
        shown = f": {self.excerpt}" if self.excerpt else ""
        return f"{self.file}:{self.line}: {self.reason}{shown}"


Importer = Callable[[Path], Iterator[Row | Rejection]]
"""Reads one file of one format, a row at a time."""


def converted(
    file: Path, line: int, convert: Callable[[], dict[str, Any]], source: str
) -> Row | Rejection:
    """Return the row that a record becomes, or its rejection for the `ValueError` it raises."""
    try:
        return Row(file, line, convert())
    except ValueError as error:
        return Rejection(file, line, str(error), excerpt(source))


def excerpt(text: str) -> str:
    """The beginning of a row, on one line, as it may be shown in a terminal."""
    shown = "".join(char if char.isprintable() else " " for char in text[: _EXCERPT + 1])
    return shown[:_EXCERPT] + "…" if len(shown) > _EXCERPT else shown


def reason(error: ValidationError) -> str:
    """What is wrong with a record, in plain words, by field.

    >>> from retrieval.product import Product
    >>> try:
    ...     Product.model_validate({"id": "a"})
    ... except ValidationError as error:
    ...     reason(error)
    'title: Field required'
    """
    parts = []
    for problem in error.errors(include_url=False, include_context=False):
        field = ".".join(str(part) for part in problem["loc"])
        message = problem["msg"].removeprefix("Value error, ")
        parts.append(f"{field}: {message}" if field else message)
    return "; ".join(parts[:3])
