"""Expectations of the words of a reply."""

from collections.abc import Iterator

from eval.checker.findings import Finding
from eval.dialogues.expectations.failure import Failure
from eval.dialogues.format import ReplyExpectation
from eval.language import language_of
from eval.text import fold


def check_reply(
    expected: ReplyExpectation, reply: str, findings: list[Finding]
) -> Iterator[Failure]:
    """The reply says, and leaves unsaid, what is expected.

    Args:
        expected: The script's wishes.
        reply: The words as the shopper reads them.
        findings: The claims in the reply that no record bears out.
    """
    yield from _wording(expected, reply)
    if expected.max_words is not None and len(reply.split()) > expected.max_words:
        count = f"{len(reply.split())} words"
        yield Failure("reply.max_words", f"at most {expected.max_words} words", count, reply)
    if expected.language is not None and language_of(reply) != expected.language:
        got = language_of(reply) or "no language"
        yield Failure("reply.language", expected.language, got, reply)
    if expected.grounded and findings:
        got = "; ".join(f"{finding.kind}: {finding.claim!r}" for finding in findings)
        evidence = "; ".join(finding.reason for finding in findings)
        yield Failure("reply.grounded", "only claims that a record bears out", got, evidence)
    if expected.grounded is False and not findings:
        yield Failure("reply.grounded", "an unsupported claim", "none", reply)


def _wording(expected: ReplyExpectation, reply: str) -> Iterator[Failure]:
    text = fold(reply)
    for part in expected.contains:
        if fold(part) not in text:
            yield Failure("reply.contains", repr(part), "a reply without it", reply)
    if expected.contains_any and not any(fold(part) in text for part in expected.contains_any):
        wish = " or ".join(repr(part) for part in expected.contains_any)
        yield Failure("reply.contains_any", wish, "a reply without any of them", reply)
    for part in expected.lacks:
        if fold(part) in text:
            yield Failure("reply.lacks", f"a reply without {part!r}", "it is there", reply)
