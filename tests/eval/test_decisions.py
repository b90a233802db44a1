import json
from pathlib import Path

import pytest

from eval.decisions import Covered, Questions, Wishes, decide, read_labelled
from retrieval.embeddings import Embedder
from retrieval.errors import UserError
from retrieval.layout import passages_root
from retrieval.live import Live
from retrieval.passage_index import PassageIndex
from retrieval.passage_sync import sync_passages
from retrieval.passages import Passage, PassageHit
from retrieval.search import ShopIndex
from tests.retrieval.fakes import write_feed
from tests.shared_data import shared_data

DATA = Path(__file__).parents[2] / "eval" / "data" / "decisions"


def found(question: str) -> list[PassageHit]:
    passage = Passage(id="faq:cost", kind="faq", title="Cost?", text="$5", source="FAQ")
    return [PassageHit(passage, 1.0, "cost" in question)]


def test_a_wish_counts_as_right_where_the_decision_is_its_label() -> None:
    wishes = Wishes(present=["mug", "kettle"], absent=["drill", "mug tree"])
    result = decide(wishes, lambda wish: "mug" in wish, found)
    assert result.right == {"present": 1, "absent": 1}
    assert result.wrong == ["present: kettle", "absent: mug tree"]


def test_a_question_must_be_covered_and_its_first_hit_the_right_one() -> None:
    covered = [Covered(ask="what cost", expect=["cost"]), Covered(ask="hours", expect=["hours"])]
    result = decide(
        Questions(covered=covered, uncovered=["weather", "cost of rent"]), lambda _: True, found
    )
    assert result.right == {"covered": 1, "first hit": 1, "uncovered": 1}


@pytest.mark.parametrize("text", ["present: [a]", "[]", "a: [", "covered: [{ask: a}]"])
def test_another_file_is_a_users_mistake(tmp_path: Path, text: str) -> None:
    (tmp_path / "file.yaml").write_text(text)
    with pytest.raises(UserError, match=r"file\.yaml"):
        read_labelled(tmp_path / "file.yaml")


def test_the_demo_shop_knows_what_it_carries_and_what_it_answers(demo_index: ShopIndex) -> None:
    def share(name: str, kind: str) -> float:
        labelled = read_labelled(DATA / name)
        result = decide(
            labelled, lambda wish: demo_index.search(wish, limit=1).carries, demo_index.passages
        )
        return result.right[kind] / result.total[kind]

    assert share("carries_demo.yaml", "present") >= 0.95
    assert share("carries_demo.yaml", "absent") >= 0.95
    assert share("passages_demo.yaml", "covered") >= 0.85
    assert share("passages_demo.yaml", "uncovered") >= 0.85


def test_a_public_faq_is_answered_where_it_covers_a_question_and_only_there(
    tmp_path: Path, embedder: Embedder
) -> None:
    faq79 = shared_data("ecommerce_faq79/finetuned_chatbot/data/FAQ_with_unknownanswers.json")
    entries = json.loads(faq79.read_text())["questions"]
    entries, unknown = entries[:79], [each["question"] for each in entries[79:]]
    clinc150 = json.loads(shared_data("clinc150/data/data_full.json").read_text())
    faq = write_feed(
        tmp_path / "faq.jsonl",
        [{**entry, "id": str(number)} for number, entry in enumerate(entries, start=1)],
    )
    sync_passages("faq", [faq], tmp_path, embedder)
    index = Live(passages_root(tmp_path), PassageIndex, embedder.name).current()
    assert index is not None
    labelled = read_labelled(DATA / "passages_faq79.yaml")
    assert isinstance(labelled, Questions)
    outside = [text for text, _ in clinc150["oos_val"]]
    own = [
        Covered(ask=entry["question"], expect=[str(number)])
        for number, entry in enumerate(entries, start=1)
    ]
    result = decide(
        Questions(
            covered=[*labelled.covered, *own], uncovered=[*labelled.uncovered, *unknown, *outside]
        ),
        lambda _: True,
        lambda question: index.search(question, embedder, 3),
    )
    assert result.right["first hit"] >= 0.9 * result.total["first hit"]
    assert result.right["uncovered"] >= 0.95 * result.total["uncovered"]
