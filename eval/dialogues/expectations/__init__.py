"""What a turn is held to, one concern a file; `check_turn` asks them all."""

from collections.abc import Iterator

from eval.checker.findings import Finding
from eval.dialogues.expectations.failure import Failure
from eval.dialogues.expectations.products import check_products
from eval.dialogues.expectations.reply import check_reply
from eval.dialogues.expectations.service import check_action, check_handoff
from eval.dialogues.expectations.understanding import check_constraints, check_intent
from eval.dialogues.format import Expectation
from eval.dialogues.observed import Observed
from eval.records import ShopRecords

__all__ = ["Failure", "check_turn"]


def check_turn(
    expected: Expectation, got: Observed, findings: list[Finding], records: ShopRecords
) -> list[Failure]:
    """Hold a turn to everything that its script expects of it.

    Args:
        expected: The script's expectations; a key that is not given expects nothing.
        got: What the assistant sent.
        findings: The reply's claims that no record bears out, from the independent checker.
        records: The shop's records.

    Returns:
        The expectations that did not hold; empty when the turn passes.
    """
    return list(_failures(expected, got, findings, records))


def _failures(
    expected: Expectation, got: Observed, findings: list[Finding], records: ShopRecords
) -> Iterator[Failure]:
    if got.error or got.understanding is None:
        yield Failure("turn", "an answer", got.error or "none")
        return
    yield from check_intent(expected.intent, got.understanding)
    if expected.constraints is not None:
        yield from check_constraints(expected.constraints, got.understanding)
    if expected.products is not None:
        yield from check_products(expected.products, got.cards, records)
    if expected.reply is not None:
        yield from check_reply(expected.reply, got.reply, findings)
    if expected.action is not None:
        yield from check_action(expected.action, got.action)
    if expected.handoff is not None:
        yield from check_handoff(expected=expected.handoff, got=got.handoff)
