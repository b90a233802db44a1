import pytest

from assistant.state import Action, Intent, Understanding
from eval.checker.findings import Finding
from eval.dialogues.expectations import check_turn
from eval.dialogues.format import Expectation
from eval.dialogues.observed import Observed
from retrieval.filters import Constraints
from tests.eval.shop import invented_shop

SHOP = invented_shop()
GOT = Observed(
    reply="The Harbour Canvas Backpack costs $79.00.",
    cards=["b1", "b3"],
    understanding=Understanding(
        intent=Intent.PRODUCT_SEARCH,
        confidence=0.9,
        constraints=Constraints(price_max=150, color="navy", exclude=["leather"]),
    ),
    action=Action(name="cancel_order", args={"order_id": "#W1"}, status="refused"),
    handoff=False,
)
FINDING = Finding("price", "$79.00", GOT.reply, "it costs 78")


def failures(expected: dict[str, object], findings: list[Finding] | None = None) -> list[str]:
    wanted = Expectation.model_validate(expected)
    return [str(failure) for failure in check_turn(wanted, GOT, findings or [], SHOP)]


@pytest.mark.parametrize(
    "expected",
    [
        {},
        {"intent": "product_search"},
        {"intent": ["greeting", "product_search"]},
        {"constraints": {"price_max": 150, "color": "Navy", "exclude": ["leather"]}},
        {"constraints": {"brand": None}},
        {"products": {"min": 2, "max": 2, "none": False}},
        {"products": {"all": {"category": "backpack"}, "any": {"color": "red"}}},
        {"products": {"include": ["b2"]}},  # the same product in another colour
        {"products": {"exclude": ["b4"]}},
        {"reply": {"contains": ["harbour  canvas"], "contains_any": ["x", "$79"], "lacks": ["€"]}},
        {"reply": {"grounded": True, "max_words": 6, "language": "en"}},
        {"action": {"name": "cancel_order", "args": {"order_id": "#W1"}, "status": "refused"}},
        {"handoff": False},
    ],
)
def test_an_expectation_that_holds_passes(expected: dict[str, object]) -> None:
    assert failures(expected) == []


@pytest.mark.parametrize(
    ("expected", "key"),
    [
        ({"intent": "greeting"}, "intent"),
        ({"constraints": {"price_max": 100}}, "constraints.price_max"),
        ({"constraints": {"price_max": None}}, "constraints.price_max"),
        ({"constraints": {"brand": "Northwick"}}, "constraints.brand"),
        ({"constraints": {"exclude": ["wool"]}}, "constraints.exclude"),
        ({"products": {"min": 3}}, "products.min"),
        ({"products": {"max": 1}}, "products.max"),
        ({"products": {"none": True}}, "products.none"),
        ({"products": {"all": {"price_max": 100}}}, "products.all"),
        ({"products": {"any": {"color": "green"}}}, "products.any"),
        ({"products": {"include": ["b4"]}}, "products.include"),
        ({"products": {"exclude": ["b1"]}}, "products.exclude"),
        ({"reply": {"contains": ["briefcase"]}}, "reply.contains"),
        ({"reply": {"contains_any": ["x", "y"]}}, "reply.contains_any"),
        ({"reply": {"lacks": ["canvas"]}}, "reply.lacks"),
        ({"reply": {"max_words": 5}}, "reply.max_words"),
        ({"reply": {"language": "de"}}, "reply.language"),
        ({"action": {"name": "return_order"}}, "action.name"),
        ({"action": {"name": "cancel_order", "status": "done"}}, "action.status"),
        ({"action": {"name": "cancel_order", "args": {"order_id": "#W2"}}}, "action.args.order_id"),
        ({"handoff": True}, "handoff"),
    ],
)
def test_an_expectation_that_does_not_hold_fails_under_its_name(
    expected: dict[str, object], key: str
) -> None:
    (failure,) = failures(expected)
    assert failure.startswith(f"{key}: expected ")
    assert "; got " in failure


def test_an_unsupported_claim_fails_only_a_turn_that_asks_for_grounding() -> None:
    assert failures({"reply": {"max_words": 60}}, [FINDING]) == []
    (failure,) = failures({"reply": {"grounded": True}}, [FINDING])
    assert "price: '$79.00'" in failure
    assert "it costs 78" in failure


def test_a_failure_names_the_products_that_miss_a_predicate() -> None:
    (failure,) = failures({"products": {"all": {"price_max": 100}}})
    assert "1 of 2 without" in failure
    assert "b3 (Summit 40 Trekking Pack, 119.00 USD) misses price_max" in failure


def test_a_script_may_shorten_the_name_of_an_action() -> None:
    wanted = Expectation.model_validate({"action": {"name": "cancel_order"}})
    action = Action(name="cancel_pending_order", status="done")
    got = Observed(reply="Done.", understanding=GOT.understanding, action=action)
    assert check_turn(wanted, got, [], SHOP) == []


@pytest.mark.parametrize(
    ("value", "holds"), [("05602", True), (5602, False), ("5602", False), (None, False)]
)
def test_an_argument_is_compared_as_text(value: object, holds: bool) -> None:
    wanted = Expectation.model_validate({"action": {"name": "move", "args": {"zip": value}}})
    action = Action(name="move", args={"zip": "05602"}, status="done")
    got = Observed(reply="Done.", understanding=GOT.understanding, action=action)
    assert (check_turn(wanted, got, [], SHOP) == []) is holds


def test_items_of_an_argument_have_no_order() -> None:
    wanted = Expectation.model_validate({"action": {"name": "return", "args": {"items": [2, "a"]}}})
    action = Action(name="return", args={"items": ["A", "2"]}, status="done")
    got = Observed(reply="Done.", understanding=GOT.understanding, action=action)
    assert check_turn(wanted, got, [], SHOP) == []


def test_a_missing_action_is_a_failure() -> None:
    wanted = Expectation.model_validate({"action": {"name": "cancel_order"}})
    got = Observed(reply="No.", understanding=GOT.understanding)
    (failure,) = check_turn(wanted, got, [], SHOP)
    assert str(failure) == "action: expected cancel_order (any status); got none"


def test_a_turn_that_broke_fails_whatever_it_was_to_be() -> None:
    (failure,) = check_turn(Expectation(), Observed(error="KeyError: 'x'"), [], SHOP)
    assert "KeyError" in str(failure)
