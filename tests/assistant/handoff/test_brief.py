"""The agent's note: what was wanted, what was done, and nothing that is none of their business."""

from assistant.handoff.brief import write_brief
from assistant.state import (
    Action,
    Conversation,
    Evidence,
    Intent,
    Shopper,
    Turn,
    Understanding,
    Verdict,
)

CANCEL = "cancel_pending_order"


def turn(message: str, action: Action | None = None, *numbers: str) -> Turn:
    understood = Understanding(
        intent=Intent.ORDER_CANCEL, confidence=1, order_ids=list(numbers), query=message
    )
    evidence = Evidence(verdict=Verdict.ANSWERED, statement="s", action=action)
    return Turn(message=message, understanding=understood, evidence=evidence)


def test_the_facts_are_told_in_order() -> None:
    refused = Action(
        name=CANCEL,
        args={"order_id": "#W1001"},
        status="refused",
        summary="I can't do that: order #W1001 has been delivered.",
    )
    conversation = Conversation(
        id="c",
        shopper=Shopper(id="ada_1", verified=True),
        turns=[turn("cancel it", None, "#W1000"), turn("then #W1001", refused)],
        form={"intent": "order_cancel"},
    )
    assert write_brief(conversation, "Twice without help.").splitlines() == [
        "Why: Twice without help.",
        "Shopper: verified as ada_1",
        "Wanted: order_cancel",
        "Orders: #W1000, #W1001",
        f"Changes: {CANCEL} #W1001 refused: I can't do that: order #W1001 has been delivered.",
        "Under way: order_cancel",
        "Last said: “cancel it” / “then #W1001”",
    ]


def test_no_secret_of_the_shoppers_is_in_it() -> None:
    shown = Action(
        name="modify_pending_order_address",
        args={"order_id": "#W1000", "zip": "04102", "address1": "9 Pine Street"},
        status="done",
        summary="This would send order #W1000 to 9 Pine Street, Portland, ME 04102.",
    )
    said = ["I'm Ada Nuñez, ada@example.com, zip 80279", "my card is 4242 4242 4242 4242"]
    conversation = Conversation(id="c", turns=[turn(said[0]), turn(said[1], shown)])
    brief = write_brief(conversation, "The shopper asked: call bo@example.com")
    for secret in ("example.com", "80279", "4242", "04102", "Pine Street"):
        assert secret not in brief
    assert "modify_pending_order_address #W1000 done" in brief


def test_a_long_message_is_cut() -> None:
    brief = write_brief(Conversation(id="c", turns=[turn("please " * 200)]))
    assert len(brief) < 400
