"""What agents made of drafts, as examples."""

import json
from pathlib import Path

import pytest

from assistant.factory import utc_now
from assistant.models.vocabulary import estimate_tokens
from assistant.responder.data.edits import add_edits, learnable
from assistant.settings import Settings
from assistant.state import Evidence, EvidenceProduct, Intent, Turn, Understanding, Verdict
from assistant.store import ConversationStore
from assistant.store.console import ConsoleStore
from retrieval.product import Money, Product

KETTLE = Product(
    id="k1",
    title="Tarn Kettle",
    description="A kettle of brushed steel that holds 1.7 litres.",
    price=Money(amount="40.00", currency="USD"),
    attributes={"material": "steel", "capacity": "1.7 litres"},
)
EVIDENCE = Evidence(
    verdict=Verdict.MATCHES,
    statement="Here is what fits.",
    products=[EvidenceProduct(ref="P1", product=KETTLE)],
)


def drafted(evidence: Evidence = EVIDENCE) -> Turn:
    wish = Understanding(intent=Intent.PRODUCT_SEARCH, confidence=1, query="kettle")
    return Turn(message="a kettle", understanding=wish, evidence=evidence)


@pytest.fixture
def examples(tmp_path: Path) -> list[dict[str, object]]:
    conversations = ConversationStore(tmp_path)
    conversation_id, _ = conversations.create()
    console = ConsoleStore(tmp_path, utc_now)
    for sent, turn in (
        ("Here is what fits. **Tarn Kettle** ($40.00) is made of steel.", drafted()),
        ("Here is what fits. Tarn Kettle is made of gold and costs $7.", drafted()),
        ("Hello.", drafted(Evidence(verdict=Verdict.TALK, statement="Hello.", verbatim=True))),
    ):
        console.suggestions.keep(conversation_id, "Ada", "a draft", sent, turn)
    console.close()
    conversations.close()
    path = tmp_path / "train.jsonl"
    path.write_text('{"shop": 0}\n')
    assert add_edits(Settings(data_dir=tmp_path), path, estimate_tokens) == 1
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_only_what_the_records_bear_out_is_learnt_with_products_by_reference(
    examples: list[dict[str, object]],
) -> None:
    made, edit = examples
    assert made == {"shop": 0}
    assert edit["reply"] == "[P1] is made of steel."
    messages = edit["messages"]
    assert isinstance(messages, list)
    assert messages[-1] == {"role": "assistant", "content": "Here is what fits."}
    assert "Tarn Kettle [P1]" in messages[-2]["content"]


def test_a_price_after_a_name_goes_with_it_for_the_server_writes_it() -> None:
    sent = "Tarn Kettle (40,00 €) pours well, and so does Tarn Kettle (the small one)."
    assert learnable(sent, EVIDENCE) == "[P1] pours well, and so does [P1] (the small one)."


def test_a_shop_without_conversations_has_no_edits(tmp_path: Path) -> None:
    path = tmp_path / "train.jsonl"
    assert add_edits(Settings(data_dir=tmp_path), path, estimate_tokens) == 0
    assert not path.exists()
