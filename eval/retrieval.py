"""Measures search on judged queries: several ways to rank, compared over the same catalog."""

import csv
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import ir_measures
import numpy as np
from ir_measures import RR, R, nDCG

from retrieval.errors import UserError

Rank = Callable[[str], Sequence[str]]
"""A way to rank: the ids of a query's results, best first."""

DEPTH = 100
MEASURES = {"ndcg@10": nDCG @ 10, "recall@100": R @ 100, "mrr@10": RR @ 10}
"""As trec_eval counts: linear gain, log2 discount, what nobody judged is worth nothing."""
_RESAMPLES = 2000


@dataclass(frozen=True)
class Judged:
    """Queries by id, and the grade of each judged product, by query and product."""

    queries: dict[str, str]
    grades: dict[str, dict[str, int]]


@dataclass(frozen=True)
class Figures:
    """What one way to rank achieved; `per_query` holds every measure of every query."""

    per_query: dict[str, dict[str, float]]
    milliseconds: list[float]

    def mean(self, measure: str) -> float:
        """The mean over queries."""
        return float(np.mean(self._values(measure)))

    def interval(self, measure: str) -> tuple[float, float]:
        """The 95 % confidence interval of the mean, by resampling queries."""
        values = self._values(measure)
        drawn = np.random.default_rng(0).choice(values, (_RESAMPLES, len(values))).mean(axis=1)
        low, high = np.percentile(drawn, [2.5, 97.5])
        return float(low), float(high)

    def summary(self) -> dict[str, float | int]:
        """The figures for programs."""
        return {
            **{measure: self.mean(measure) for measure in MEASURES},
            "queries": len(self.per_query),
            "p50_ms": float(np.percentile(self.milliseconds, 50)),
            "p95_ms": float(np.percentile(self.milliseconds, 95)),
        }

    def _values(self, measure: str) -> list[float]:
        return [values[measure] for values in self.per_query.values()]


@dataclass
class Comparison:
    """Queries that one way ranks better than another, and worse, with the difference."""

    wins: dict[str, float] = field(default_factory=dict)
    losses: dict[str, float] = field(default_factory=dict)
    ties: int = 0


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


def measure(judged: Judged, rank: Rank, on_done: Callable[[], None] = lambda: None) -> Figures:
    """Rank every query and judge what came.

    Args:
        judged: Queries and judgements.
        rank: The way to rank; it should return at least 100 products where there are so many.
        on_done: Called after each query.
    """
    milliseconds: list[float] = []
    run: list[ir_measures.ScoredDoc] = []
    for query, text in judged.queries.items():
        started = time.perf_counter()
        ids = rank(text)
        milliseconds.append((time.perf_counter() - started) * 1000)
        # Places instead of scores: measures would break ties in their own way.
        run += [ir_measures.ScoredDoc(query, id_, -place) for place, id_ in enumerate(ids)]
        on_done()
    return Figures(_judge(judged, run), milliseconds)


def compare(first: Figures, second: Figures, measure: str = "ndcg@10") -> Comparison:
    """Say at which queries the first way to rank beats the second, most first, and loses."""
    found = Comparison()
    for query, values in first.per_query.items():
        gain = values[measure] - second.per_query[query][measure]
        if gain > 0:
            found.wins[query] = gain
        elif gain < 0:
            found.losses[query] = gain
        else:
            found.ties += 1
    found.wins = dict(sorted(found.wins.items(), key=lambda each: -each[1]))
    found.losses = dict(sorted(found.losses.items(), key=lambda each: each[1]))
    return found


def _judge(judged: Judged, run: list[ir_measures.ScoredDoc]) -> dict[str, dict[str, float]]:
    names = {wanted: name for name, wanted in MEASURES.items()}
    qrels = [
        ir_measures.Qrel(query, product, grade)
        for query, products in judged.grades.items()
        for product, grade in products.items()
    ]
    per_query: dict[str, dict[str, float]] = {query: {} for query in judged.queries}
    for metric in ir_measures.iter_calc(list(names), qrels, run):
        per_query[metric.query_id][names[metric.measure]] = metric.value
    return per_query


def read_queries(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the id and text of each query of a JSON lines file.

    Raises:
        UserError: The file cannot be read, or a line is not a query.
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
