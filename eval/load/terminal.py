"""A load run in a terminal: its table, and what a crowd of shoppers needs."""

from collections.abc import Sequence

from rich.table import Table

from eval.load.capacity import Capacity
from eval.load.levels import Level

_PAUSE = 30.0
"""Seconds between two messages of a shopper who reads cards, for the capacity."""


def table_of(levels: Sequence[Level]) -> Table:
    """Return a column for each level; what vLLM counted only where it was watched."""
    table = Table("Load", *[""] * len(levels))
    loads = [level.load for level in levels]
    rows: dict[str, list[object]] = {
        "shoppers at once": [load.shoppers for load in loads],
        "messages": [load.messages for load in loads],
        "failed": [load.failed for load in loads],
        "messages a second": [load.messages_per_second for load in loads],
        "first card, p50 / p95 / p99 ms": [load.first_card.three() for load in loads],
        "first sentence, p50 / p95 / p99 ms": [load.first_sentence.three() for load in loads],
        "whole reply, p50 / p95 / p99 ms": [load.total.three() for load in loads],
    }
    works = [(level.model, level.bare, level.ratio) for level in levels]
    if all(model and bare for model, bare, _ in works):
        rows |= {
            "the model's tokens a second": [m.tokens_per_second for m, _, _ in works if m],
            "the same, vLLM alone": [b.tokens_per_second for _, b, _ in works if b],
            "ratio": [ratio for _, _, ratio in works],
            "prompt tokens from the prefix cache": [
                f"{m.prefix_hit_share:.0%}" for m, _, _ in works if m
            ],
            "waiting in vLLM's queue, ms": [m.queued_ms for m, _, _ in works if m],
            "vLLM's memory, MB": [m.memory_mb for m, _, _ in works if m],
        }
    for name, cells in rows.items():
        table.add_row(name, *map(str, cells))
    return table


def capacity_of(levels: Sequence[Level], expected: int, speed: float | None) -> str:
    """Say how many model servers so many shoppers need; empty where vLLM was not watched.

    Args:
        levels: What was measured.
        expected: The shoppers.
        speed: A server's tokens a second; None: the most that was measured.
    """
    works = [level.model for level in levels if level.model]
    tokens = sum(work.generated_tokens for work in works)
    if not tokens:
        return ""
    messages = sum(level.load.messages for level in levels)
    fastest = speed or max(work.tokens_per_second for work in works)
    capacity = Capacity(tokens / messages, _PAUSE)
    return (
        f"A message costs {tokens / messages:.1f} tokens. With one every {_PAUSE:.0f} s, a server "
        f"of {fastest:.0f} tokens a second looks after {capacity.shoppers_per_server(fastest)} "
        f"shoppers; {expected:,} need {capacity.servers(expected, fastest)}."
    )
