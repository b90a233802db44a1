"""When a person is called unasked: anger, two failures in a row, and nothing less."""

import pytest

from assistant.handoff.escalation import escalate
from assistant.state import Action, Conversation, Evidence, Intent, Turn, Understanding, Verdict

FOUND = Evidence(verdict=Verdict.ANSWERED, statement="Here it is.")
NOT_COVERED = Evidence(verdict=Verdict.NOT_COVERED, statement="It doesn't say.", verbatim=True)
OFFERED = NOT_COVERED.model_copy(update={"offers": Intent.HUMAN, "statement": "A person?"})
REFUSED = Evidence(
    verdict=Verdict.ANSWERED, statement="No.", action=Action(name="cancel", status="refused")
)
SHOWN = Evidence(
    verdict=Verdict.ANSWERED,
    statement="Shall I?",
    action=Action(name="cancel", status="needs_confirmation"),
    updates={"form": {"asked": "confirmation"}},
)
NOTHING = Evidence(verdict=Verdict.NOTHING, statement="We don't carry that.")


def asked(slot: str) -> Evidence:
    return Evidence(verdict=Verdict.TALK, statement="?", updates={"form": {"asked": slot}})


def after(*evidence: Evidence, owner: str = "assistant") -> Conversation:
    understood = Understanding(intent=Intent.ORDER_CANCEL, confidence=1)
    turns = [Turn(message="m", understanding=understood, evidence=one) for one in evidence]
    return Conversation.model_validate({"id": "c", "owner": owner, "turns": turns})


def now(conversation: Conversation, evidence: Evidence, message: str = "hm") -> Evidence:
    return escalate(conversation, message, "en", evidence)


@pytest.mark.parametrize(
    ("before", "last"),
    [
        ([NOT_COVERED], NOT_COVERED),
        ([REFUSED], REFUSED),
        ([NOT_COVERED], REFUSED),
        ([asked("order"), asked("order")], asked("order")),
        ([FOUND, REFUSED], NOT_COVERED),
    ],
)
def test_two_turns_in_a_row_without_help_call_a_person(
    before: list[Evidence], last: Evidence
) -> None:
    reply = now(after(*before), last)
    assert reply.handoff
    assert reply.updates["owner"] == "waiting"
    assert reply.statement.startswith(last.statement)
    assert "twice in a row" in reply.statement
    assert reply.handoff_reason


@pytest.mark.parametrize(
    ("before", "last"),
    [
        ([], NOT_COVERED),
        ([FOUND], NOT_COVERED),
        ([NOT_COVERED], FOUND),
        ([NOT_COVERED, FOUND], NOT_COVERED),
        ([asked("order")], asked("order")),
        ([asked("order"), asked("reason")], asked("items")),
        ([NOTHING], NOTHING),
        ([asked("identity"), asked("identity")], asked("identity")),
        ([SHOWN, SHOWN], SHOWN),
    ],
)
def test_anything_less_does_not(before: list[Evidence], last: Evidence) -> None:
    assert now(after(*before), last) == last


def test_a_person_who_was_offered_comes_without_another_offer() -> None:
    reply = now(after(OFFERED), OFFERED)
    assert reply.handoff
    assert "A person?" not in reply.statement
    assert reply.offers is None


def test_an_upset_shopper_is_answered_and_a_person_is_called() -> None:
    reply = now(after(), FOUND, "this is ridiculous!! I'm fed up")
    assert reply.handoff
    assert reply.statement.endswith("Here it is.")
    assert "sorry" in reply.statement


def test_a_conversation_that_waits_already_is_left_alone() -> None:
    assert now(after(NOT_COVERED, owner="waiting"), NOT_COVERED, "I'm fed up") == NOT_COVERED


def test_a_failure_that_was_handed_over_does_not_count_again() -> None:
    handed_over = now(after(NOT_COVERED), NOT_COVERED)
    assert now(after(NOT_COVERED, handed_over), NOT_COVERED) == NOT_COVERED
