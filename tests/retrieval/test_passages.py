from pathlib import Path

import pytest

from retrieval.errors import UserError
from retrieval.passage_sync import sync_passages
from retrieval.search import ShopIndex
from retrieval.sync import sync_products
from tests.retrieval.fakes import WordEmbedder, write_feed

FAQ = [
    {"id": "cost", "question": "What does delivery cost?", "answer": "Delivery is $5.95."},
    {"id": "hours", "question": "When are you open?", "answer": "Monday to Friday, 9 to 5."},
]
POLICY = "# Returns\n\nReturn anything within 45 days.\n\n## Refunds\n\nWe pay back in 5 days.\n"


@pytest.fixture
def faq(tmp_path: Path) -> Path:
    return write_feed(tmp_path / "faq.jsonl", FAQ)


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "returns.md"
    path.write_text(POLICY, encoding="utf-8")
    return path


@pytest.fixture
def index(feed: Path, data_dir: Path, words: WordEmbedder) -> ShopIndex:
    sync_products([feed], data_dir, words)
    return ShopIndex(data_dir, words)


def test_a_shop_without_passages_finds_none(index: ShopIndex) -> None:
    assert index.passages("what does delivery cost") == []


def test_a_question_finds_its_entry_and_says_that_it_is_covered(
    index: ShopIndex, faq: Path
) -> None:
    sync_passages("faq", [faq], index.data_dir, index.embedder)
    best = index.passages("what does the delivery cost?")[0]
    assert (best.passage.id, best.covered) == ("faq:cost", True)


def test_a_question_that_nothing_answers_is_not_covered(index: ShopIndex, faq: Path) -> None:
    sync_passages("faq", [faq], index.data_dir, index.embedder)
    assert not any(hit.covered for hit in index.passages("who is the president of France?"))


def test_documents_are_found_below_their_headings_with_their_source(
    index: ShopIndex, policy: Path
) -> None:
    sync_passages("document", [policy], index.data_dir, index.embedder)
    best = index.passages("returns refunds: when do you pay back?")[0].passage
    assert (best.title, best.source) == ("Returns › Refunds", "Returns")


def test_each_kind_replaces_only_itself(index: ShopIndex, faq: Path, policy: Path) -> None:
    sync_passages("faq", [faq], index.data_dir, index.embedder)
    sync_passages("document", [policy], index.data_dir, index.embedder)
    write_feed(faq, FAQ[:1])
    report = sync_passages("faq", [faq], index.data_dir, index.embedder)
    assert (report.unchanged, report.removed) == (1, 1)
    found = {hit.passage.id for hit in index.passages("open delivery returns", limit=10)}
    assert found == {"faq:cost", "document:returns.md#1:0", "document:returns.md#1:1"}


def test_an_unchanged_rerun_embeds_nothing(
    index: ShopIndex, faq: Path, words: WordEmbedder
) -> None:
    sync_passages("faq", [faq], index.data_dir, words)
    before = words.embedded
    report = sync_passages("faq", [faq], index.data_dir, words)
    assert (report.unchanged, report.embedded, words.embedded) == (2, 0, before)


def test_files_with_nothing_usable_change_nothing(index: ShopIndex, faq: Path) -> None:
    sync_passages("faq", [faq], index.data_dir, index.embedder)
    faq.write_text('{"question": ""}\n')
    with pytest.raises(UserError, match=r"nothing was changed.*question"):
        sync_passages("faq", [faq], index.data_dir, index.embedder)
    assert len(index.passages("delivery", limit=10)) == 2


def test_a_partial_sync_adds_and_replaces_and_removes_nothing(
    index: ShopIndex, faq: Path, policy: Path, tmp_path: Path
) -> None:
    sync_passages("faq", [faq], index.data_dir, index.embedder)
    sync_passages("document", [policy], index.data_dir, index.embedder)
    added = tmp_path / "added.jsonl"
    for answer in ("Zebras are welcome.", "Zebras are very welcome."):
        write_feed(added, [{"question": "Are zebras welcome?", "answer": answer}])
        report = sync_passages("faq", [added], index.data_dir, index.embedder, partial=True)
        assert report.removed == 0
        assert index.passages("are zebras welcome")[0].passage.text == answer
    assert len(index.passages("zebras open delivery returns", limit=10)) == 5
