"""Judged queries: which products people, or clicks, found right for what was typed."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import UserError


@dataclass(frozen=True)
class Judged:
    """Queries by id, and the grade of each judged product, by query and product."""

    queries: dict[str, str]
    grades: dict[str, dict[str, int]]


def read_judged(queries: Path, qrels: Path) -> Judged:
    """Read a relevance set in the BEIR layout.

    Only queries with a relevant product are kept: no ranking can do well or badly at the others.

    Args:
        queries: JSON lines with `_id` and `text`.
        qrels: Tab-separated `query-id`, `corpus-id`, `score`, with a header line.

    Raises:
        UserError: A file cannot be read, a line is not in that layout, or no query is left.
    """
    texts = dict(read_queries(queries))
    grades: dict[str, dict[str, int]] = {}
    for query, product, grade in _read_qrels(qrels):
        grades.setdefault(query, {})[product] = grade
    kept = {
        query: text for query, text in texts.items() if max(grades.get(query, {"": 0}).values()) > 0
    }
    if not kept:
        raise UserError(f"no query of {queries} has a relevant product in {qrels}")
    return Judged(kept, {query: grades[query] for query in kept})


def read_queries(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the id and the text of each query of a relevance set.

    Raises:
        UserError: The file cannot be read, or a line is not in that layout.
    """
    for number, line in enumerate(_text(path).splitlines(), start=1):
        if line.strip():
            try:
                data = json.loads(line)
                yield str(data["_id"]), str(data["text"])
            except (ValueError, KeyError, TypeError) as error:
                raise UserError(f"{path}:{number}: not a query with `_id` and `text`") from error


def _read_qrels(path: Path) -> Iterator[tuple[str, str, int]]:
    for number, row in enumerate(csv.reader(_text(path).splitlines(), delimiter="\t"), start=1):
        if number == 1 or not row:
            continue
        try:
            query, product, grade = row
            yield query, product, int(grade)
        except ValueError as error:
            raise UserError(
                f"{path}:{number}: not a judgement (query-id, corpus-id, score)"
            ) from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise UserError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is not UTF-8 text") from error
