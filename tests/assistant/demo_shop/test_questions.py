import re

import pytest
import yaml

from assistant.demo_shop import SHOP, faq_path, policy_paths
from assistant.demo_shop.shop import DATA
from assistant.orders.policy import load_policy

FIGURE = re.compile(
    r"\$\d+(?:\.\d\d)?|\b\d+%|\b\d+ (?:business )?(?:day|hour|year|month|point|minute)s?\b"
)


@pytest.fixture(scope="module")
def questions() -> list[dict[str, str]]:
    loaded: list[dict[str, str]] = yaml.safe_load(faq_path().read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def policies() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in policy_paths())


def test_there_are_enough_questions_and_policies(questions: list[dict[str, str]]) -> None:
    assert len(questions) >= 50
    assert len(policy_paths()) >= 5
    assert len({entry["id"] for entry in questions}) == len(questions)
    assert len({entry["question"] for entry in questions}) == len(questions)


def test_every_policy_has_a_title_and_concrete_figures() -> None:
    for path in policy_paths():
        text = path.read_text(encoding="utf-8")
        assert text.startswith("# ")
        assert len(FIGURE.findall(text)) >= 2, path.name


def test_every_figure_of_an_answer_stands_in_a_policy(
    questions: list[dict[str, str]], policies: str
) -> None:
    stated = {figure.rstrip("s") for figure in FIGURE.findall(policies)}
    loose = {
        entry["id"]: figure
        for entry in questions
        for figure in FIGURE.findall(entry["answer"])
        if figure.rstrip("s") not in stated
    }
    assert loose == {}


def test_contact_details_are_those_of_the_shop(policies: str) -> None:
    assert SHOP.email in policies
    assert SHOP.phone in policies


def test_the_order_desk_follows_the_shops_documents(policies: str) -> None:
    desk = load_policy(DATA)
    assert f"${desk.returns.fee.fixed} for the label is taken off the refund" in policies
    card = desk.refund_times["credit_card"]
    assert f"take a further {card.from_days} to {card.to_days} business days" in policies
    assert desk.refund_times["gift_card"].at_once
    assert "A gift card is credited at once" in policies
    assert desk.cancel.statuses == ["pending"]
