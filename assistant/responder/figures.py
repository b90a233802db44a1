"""Figures: how well a model writes replies, counted the same way wherever it is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, median, quantiles

from pydantic import BaseModel, ConfigDict

from assistant.grounding.claims import read_claims
from assistant.state import Check

_BAD_REFERENCE = "refers to a product that was not found"


@dataclass(frozen=True)
class Outcome:
    """What became of one reply: its sentences as they were checked, and the model's seconds."""

    checks: Sequence[Check]
    seconds: float


class Figures(BaseModel):
    """The figures of one model over some replies.

    `failed_per_100`: sentences that verification dropped, of 100 written. `fallbacks`: replies of
    which nothing was left. `evasions`: replies of which something was left that says nothing of
    any record. `bad_references`: sentences about a product that was not found.
    """

    model_config = ConfigDict(frozen=True)

    replies: int
    sentences: int
    failed_per_100: float
    fallbacks: int
    evasions: int
    bad_references: int
    words: float
    median_seconds: float
    p95_seconds: float


def figures_of(outcomes: Sequence[Outcome]) -> Figures:
    """Count the figures; there must be at least two outcomes."""
    checks = [check for outcome in outcomes for check in outcome.checks]
    failed = [check for check in checks if check.outcome == "dropped"]
    sent = [_sent(outcome) for outcome in outcomes]
    seconds = [outcome.seconds for outcome in outcomes]
    return Figures(
        replies=len(outcomes),
        sentences=len(checks),
        failed_per_100=round(100 * len(failed) / max(len(checks), 1), 1),
        fallbacks=sum(not sentences for sentences in sent),
        evasions=sum(bool(sentences) and all(map(_says_nothing, sentences)) for sentences in sent),
        bad_references=sum(check.reason.startswith(_BAD_REFERENCE) for check in failed),
        words=round(mean(len(" ".join(sentences).split()) for sentences in sent), 1),
        median_seconds=round(median(seconds), 2),
        p95_seconds=round(quantiles(seconds, n=20, method="inclusive")[-1], 2),
    )


def _sent(outcome: Outcome) -> list[str]:
    return [check.sentence for check in outcome.checks if check.outcome == "sent"]


def _says_nothing(sentence: str) -> bool:
    claims = read_claims(sentence)
    return not (claims.references or claims.words.asserted or claims.words.numbers)
