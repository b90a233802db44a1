import pytest

from eval.dialogues.format import Script
from eval.dialogues.lint import lint
from eval.dialogues.load import load_scripts
from eval.records import ShopRecords
from tests.eval.demo import SCRIPTS, demo_records, read_feed
from tests.eval.shop import invented_shop
from tests.shared_data import shared_data


def problems(expect: dict[str, object], **turn: object) -> list[str]:
    script = Script.model_validate(
        {"name": "a", "turns": [{"shopper": "hi", "expect": expect, **turn}]}
    )
    return [problem.message for problem in lint([script], invented_shop())]


@pytest.mark.parametrize(
    ("expect", "message"),
    [
        ({"products": {"min": 4, "all": {"category": "mugs"}}}, "3 products have category=mugs"),
        ({"products": {"any": {"color": "pink"}}}, "no product has color=pink"),
        (
            {"products": {"all": {"price_max": 100}, "any": {"category": "tents"}}},
            "no product within `all` has category=tents",
        ),
        ({"products": {"include": ["nope"]}}, "no product nope"),
        ({"products": {"include": ["b1"], "exclude": ["b1"]}}, "included and excluded"),
        ({"products": {"include": ["b5"], "all": {"price_max": 9}}}, "does not fit `all`"),
        ({"products": {"none": True, "min": 1}}, "none and others"),
        ({"products": {"min": 3, "max": 2}}, "min is above max"),
        ({"products": {"include": ["b1", "b3"], "max": 1}}, "more to include than max"),
        ({"reply": {"contains": ["a mug"], "lacks": ["mug"]}}, "contains 'a mug' and lacks 'mug'"),
        ({"reply": {"contains": ["$4.44"], "grounded": True}}, "no price, passage or order"),
        ({"reply": {"contains": ["a b c"], "max_words": 2}}, "more words than max_words"),
        ({"action": {"name": "cancel_order", "args": {"order_id": "#W9"}}}, "no order #W9"),
    ],
)
def test_an_expectation_that_nothing_can_meet_is_found(
    expect: dict[str, object], message: str
) -> None:
    (problem,) = problems(expect)
    assert message in problem


def test_an_unknown_page_is_found() -> None:
    assert problems({}, page="nope") == ["page: no product nope"]


def test_an_unknown_shopper_is_found() -> None:
    script = Script.model_validate(
        {"name": "a", "shopper": {"id": "x", "verified": True}, "turns": [{"shopper": "hi"}]}
    )
    (problem,) = lint([script], invented_shop())
    assert str(problem) == "a, turn 1: shopper: no user x in the order data"


def test_what_can_be_met_is_left_alone() -> None:
    assert problems({"products": {"min": 3, "all": {"category": "mugs"}}}) == []
    assert problems({"reply": {"contains": ["$4.95", "$79", "30 days"], "grounded": True}}) == []


def test_every_expectation_of_the_demo_shops_scripts_can_be_met() -> None:
    scripts = load_scripts([SCRIPTS / "demo_shop"])
    assert len(scripts) >= 40
    assert [str(problem) for problem in lint(scripts, demo_records())] == []


def test_every_expectation_of_the_retail_scripts_can_be_met() -> None:
    records = ShopRecords.of(read_feed(shared_data("retail/products.jsonl.gz")))
    scripts = load_scripts([SCRIPTS / "retail"])
    assert len(scripts) >= 15
    assert [str(problem) for problem in lint(scripts, records)] == []
