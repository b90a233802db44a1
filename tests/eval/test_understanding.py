"""The measure of understanding: what counts as right, and whose mistake is whose."""

from decimal import Decimal
from pathlib import Path

import pytest

import eval as evaluations
from assistant.state import Conversation, Intent, Understanding
from assistant.understanding import Understander
from eval.understanding import Labelled, pairs, read_messages, run_understanding
from retrieval.errors import UserError
from retrieval.filters import Constraints
from retrieval.search import ShopIndex

HELD_OUT = Path(evaluations.__file__).parent / "data" / "understanding.jsonl"


async def as_search(message: str, conversation: Conversation) -> Understanding:
    """Understand every message as a search for something red under 50."""
    wish = Constraints(color="red", price_max=Decimal(50))
    return Understanding(intent=Intent.PRODUCT_SEARCH, confidence=0.8, constraints=wish)


async def test_intents_and_constraints_are_counted() -> None:
    report = await run_understanding(
        [
            Labelled(
                text="red, under 50",
                intent=Intent.PRODUCT_SEARCH,
                constraints={"color": "Red", "price_max": 50.0},
            ),
            Labelled(text="blue", intent=Intent.CART, constraints={"color": "blue"}),
        ],
        as_search,
    )
    assert report.intent_accuracy == 0.5
    assert report.constraint_precision == pytest.approx(2 / 4)
    assert report.constraint_recall == pytest.approx(2 / 3)
    assert report.constraint_f1 == pytest.approx(4 / 7)
    assert [miss["text"] for miss in report.misses] == ["blue"]
    assert report.model_share == 0


async def test_any_of_several_intents_is_right() -> None:
    either = Labelled(text="x", intent=[Intent.RECOMMEND, Intent.PRODUCT_SEARCH])
    assert (await run_understanding([either], as_search)).intent_accuracy == 1


async def test_unlabelled_constraints_are_not_measured() -> None:
    unlabelled = Labelled(text="x", intent=Intent.PRODUCT_SEARCH)
    report = await run_understanding([unlabelled], as_search)
    assert (report.constraint_precision, report.constraint_recall) == (1, 1)


def test_text_compares_without_case_and_plural() -> None:
    assert pairs({"category": "Tents", "exclude": ["Leathers"]}) == pairs(
        {"category": "tent", "exclude": ["leather"]}
    )


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("", "no messages"),
        ('{"text": "hi"}\n', "line 1: intent"),
        ('{"text": "hi", "intent": "greeting"}\nnot json\n', "line 2"),
        ('{"text": "hi", "intent": "dance"}\n', "line 1: intent"),
    ],
)
def test_a_broken_file_is_named_with_its_line(tmp_path: Path, content: str, named: str) -> None:
    path = tmp_path / "messages.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UserError, match=named):
        read_messages(path)


def test_a_missing_file_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no such file"):
        read_messages(tmp_path / "none.jsonl")


async def test_the_shipped_classifier_meets_the_bars_on_messages_it_never_saw(
    demo_index: ShopIndex,
) -> None:
    understander = Understander(demo_index)
    report = await run_understanding(read_messages(HELD_OUT), understander.understand)
    assert report.messages >= 200
    assert report.intent_accuracy >= 0.92
    assert report.constraint_f1 >= 0.90
