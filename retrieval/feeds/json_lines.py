"""JSON lines (`.jsonl`, `.jsonl.gz`): one object a line, in the project's own layout."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from retrieval.feeds.lines import read_lines
from retrieval.feeds.rows import Rejection, Row, excerpt


def read(path: Path) -> Iterator[Row | Rejection]:
    """Yield each line's object; keys whose value is null count as absent.

    Raises:
        UserError: The file cannot be read at all.
    """
    for line in read_lines(path):
        yield line if isinstance(line, Rejection) else _parse(path, *line)


def _parse(path: Path, number: int, text: str) -> Row | Rejection:
    if not text.strip():
        return Rejection(path, number, "blank line")
    try:
        data = json.loads(text, parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        return Rejection(path, number, f"not valid JSON: {error}", excerpt(text.strip()))
    if not isinstance(data, dict):
        return Rejection(path, number, "not a JSON object", excerpt(text.strip()))
    return Row(path, number, {name: value for name, value in data.items() if value is not None})


def refuse(constant: str) -> NoReturn:
    """Refuse NaN and the infinities, which Python's decoder lets pass.

    Raises:
        ValueError: Always.
    """
    raise ValueError(f"{constant} is not a number")
