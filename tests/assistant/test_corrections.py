"""Answers that were corrected: the next shopper gets them, and a script pins them down."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.corrections import Corrections, corrected_faq
from assistant.errors import UserError
from assistant.state import Evidence, EvidenceProduct, Intent, Verdict
from assistant.store import ConversationStore
from eval.dialogues.lint import lint
from eval.dialogues.load import load_file, load_scripts
from eval.records import ShopRecords
from retrieval.feeds.passages import read_faq
from retrieval.passages import Passage
from tests.assistant.api.fakes import CARD, MUG
from tests.assistant.store.conftest import answer


class Index:
    """What was brought into it."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []

    def sync(self, path: Path) -> None:
        """Read the file as the sync does."""
        self.passages = [row for row in read_faq([path]) if isinstance(row, Passage)]


@pytest.fixture
def index() -> Index:
    return Index()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ConversationStore]:
    store = ConversationStore(tmp_path)
    yield store
    store.close()


@pytest.fixture
def corrections(tmp_path: Path, index: Index) -> Corrections:
    return Corrections(tmp_path, index.sync)


def test_a_corrected_answer_goes_to_the_index_and_replaces_the_one_before(
    corrections: Corrections, index: Index, tmp_path: Path
) -> None:
    assert corrected_faq(tmp_path) == []
    corrections.add_faq("Do you ship to Oslo?", "No.")
    corrections.add_faq("Gibt es Gutscheine?", "Ja.", "de")
    path = corrections.add_faq("Do you ship to Oslo?", "Yes, in “three” days.")

    assert [(each.title, each.text, each.language) for each in index.passages] == [
        ("Gibt es Gutscheine?", "Ja.", "de"),
        ("Do you ship to Oslo?", "Yes, in “three” days.", "en"),
    ]
    assert corrected_faq(tmp_path) == [path]


@pytest.mark.parametrize(("question", "said"), [("", "x"), ("x", "  ")])
def test_half_an_entry_is_refused(corrections: Corrections, question: str, said: str) -> None:
    with pytest.raises(UserError):
        corrections.add_faq(question, said)


def test_a_right_answer_becomes_a_script_that_expects_it_again(
    corrections: Corrections, store: ConversationStore
) -> None:
    conversation_id, _ = store.create()
    found = Evidence(
        verdict=Verdict.MATCHES,
        statement="Here.",
        products=[EvidenceProduct(ref="P1", product=MUG)],
    )
    answer(store, conversation_id, "c1")
    answer(store, conversation_id, "c2", reply="**Here.**", evidence=found, cards=[CARD])
    answer(store, conversation_id, "c3")
    transcript = store.review.transcript(conversation_id)
    path = corrections.add_dialogue(transcript, "c2", "Here.", Intent.PRODUCT_SEARCH)

    (script,) = load_file(path)
    assert [turn.shopper for turn in script.turns] == ["a mug", "a mug"]
    assert script.turns[0].expect.reply is None
    expected = script.turns[1].expect
    assert expected.intent == [Intent.PRODUCT_SEARCH]
    assert expected.products is not None
    assert expected.products.include == ["m1"]
    assert lint([script], ShopRecords.of([MUG])) == []


def test_a_wrong_answer_becomes_a_script_that_does_not_want_it_again(
    corrections: Corrections, store: ConversationStore
) -> None:
    conversation_id, _ = store.create()
    answer(store, conversation_id, reply="It is **free**: $0.", cards=[CARD])
    transcript = store.review.transcript(conversation_id)
    paths = [
        corrections.add_dialogue(transcript, "c1", "It costs $12.", Intent.POLICY_QUESTION)
        for _ in range(2)
    ]
    assert len(set(paths)) == 2

    scripts = load_scripts([paths[0].parent])
    expected = scripts[0].turns[0].expect
    assert expected.reply is not None
    assert expected.reply.lacks == ["It is free: $0."]
    assert expected.products is None
    assert lint(scripts, ShopRecords.of([])) == []


def test_only_a_reply_can_be_pinned_down(
    corrections: Corrections, store: ConversationStore
) -> None:
    conversation_id, _ = store.create()
    store.inbox.accept(conversation_id, "c1", "hello?")
    transcript = store.review.transcript(conversation_id)
    with pytest.raises(UserError, match="choose a reply"):
        corrections.add_dialogue(transcript, "c1", "x", Intent.GREETING)
