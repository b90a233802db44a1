"""Decides after each turn's evidence whether a person should take over unasked."""

from assistant.handoff.sentiment import is_upset
from assistant.orders.dialogue.form import Asked
from assistant.state import Conversation, Evidence, Verdict
from assistant.wording import load_wording

_UPSET = "The shopper is upset."
_FAILED = "The assistant could not help twice in a row."
_EXPECTED_AGAIN = {Asked.NOTHING, Asked.IDENTITY, Asked.CONFIRMATION}
"""Questions whose repetition is no failure: who guesses at an identity is to get no further."""


def escalate(
    conversation: Conversation, message: str, language: str, evidence: Evidence
) -> Evidence:
    """Return the evidence, with a handoff in it where the turn calls for one.

    It does where the shopper is strongly displeased, and where this turn and the one before both
    failed to help: not covered, refused, or the same question again.
    """
    if evidence.handoff or conversation.owner != "assistant":
        return evidence
    if is_upset(message, language):
        said = load_wording(language).say("handoff.upset")
        return with_handoff(evidence, f"{said} {evidence.statement}", _UPSET)
    if _failed_before(conversation) and _failed(evidence, _last(conversation)):
        said = load_wording(language).say("handoff.failed")
        # Where a person was offered, one comes now: the offer need not be made.
        statement = said if evidence.offers else f"{evidence.statement} {said}"
        return with_handoff(evidence, statement, _FAILED)
    return evidence


def with_handoff(evidence: Evidence, statement: str, reason: str) -> Evidence:
    """Return the evidence with a person taking over.

    Args:
        evidence: What the turn has found.
        statement: What the shopper is told instead.
        reason: What the agent is told.
    """
    return evidence.model_copy(
        update={
            "statement": statement,
            "handoff": True,
            "handoff_reason": reason,
            "offers": None,
            "updates": {**evidence.updates, "owner": "waiting"},
        }
    )


def _last(conversation: Conversation) -> Evidence | None:
    return conversation.turns[-1].evidence if conversation.turns else None


def _failed_before(conversation: Conversation) -> bool:
    """Whether the last turn failed; one that was handed over has been seen to."""
    *_, before, last = [None, None, *(turn.evidence for turn in conversation.turns)]
    return last is not None and not last.handoff and _failed(last, before)


def _failed(evidence: Evidence, before: Evidence | None) -> bool:
    if evidence.verdict is Verdict.NOT_COVERED:
        return True
    if evidence.action is not None:
        return evidence.action.status == "refused"
    asked = _asked(evidence)
    return before is not None and asked not in _EXPECTED_AGAIN and asked == _asked(before)


def _asked(evidence: Evidence) -> Asked:
    return Asked(evidence.updates.get("form", {}).get("asked", Asked.NOTHING))
