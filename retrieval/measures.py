"""Measures ways to rank on judged queries, and compares them over the same catalog."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import ir_measures
import numpy as np
from ir_measures import RR, R, nDCG
from scipy.stats import permutation_test

from retrieval.judgements import Judged

Rank = Callable[[str], Sequence[str]]
"""A way to rank: the ids of a query's results, best first."""

DEPTH = 100
MEASURES = {"ndcg@10": nDCG @ 10, "recall@100": R @ 100, "mrr@10": RR @ 10}
"""As trec_eval counts: linear gain, log2 discount, what nobody judged is worth nothing."""
_RESAMPLES = 2000


@dataclass(frozen=True)
class Figures:
    """What one way to rank achieved; `per_query` holds every measure of every query."""

    per_query: dict[str, dict[str, float]]
    milliseconds: list[float]

    def mean(self, measure: str) -> float:
        """The mean over queries."""
        return float(np.mean(self.values(measure)))

    def interval(self, measure: str) -> tuple[float, float]:
        """The 95 % confidence interval of the mean, by resampling queries."""
        values = self.values(measure)
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

    def values(self, measure: str) -> list[float]:
        """The measure of every query."""
        return [values[measure] for values in self.per_query.values()]


@dataclass
class Comparison:
    """Queries that one way ranks better than another, and worse, with the difference.

    `gain` is the mean difference over all queries; `p_value` says how often chance alone would
    make one as large (paired permutation test, two-sided).
    """

    wins: dict[str, float] = field(default_factory=dict)
    losses: dict[str, float] = field(default_factory=dict)
    ties: int = 0
    gain: float = 0.0
    p_value: float = 1.0


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
    gain, p_value = _gain(first.values(measure), second.values(measure))
    found = Comparison(gain=gain, p_value=p_value)
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


def _gain(first: Sequence[float], second: Sequence[float]) -> tuple[float, float]:
    """The mean difference of paired values, and its p-value; a single pair proves nothing."""
    if len(first) < 2:
        return sum(first) - sum(second), 1.0
    test = permutation_test(
        (first, second),
        lambda one, other, axis: np.mean(one - other, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=_RESAMPLES,
        rng=np.random.default_rng(0),
    )
    return float(test.statistic), float(test.pvalue)


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
