"""The prompt of a turn: what the records say, and nothing that they deny."""

from assistant.compose import compose
from assistant.skills.base import ShopInfo
from assistant.state import Conversation, Evidence, EvidenceProduct, Verdict
from retrieval.product import Money, Product

HEADPHONES = Product(
    id="h",
    title="Towpath Headphones",
    description="They fold flat.",
    price=Money(amount="119.00", currency="USD"),
    attributes={"noise_cancelling": False, "foldable": True, "battery life": "50 hours"},
)
EVIDENCE = Evidence(
    verdict=Verdict.MATCHES,
    statement="I found one that fits.",
    products=[EvidenceProduct(ref="P1", product=HEADPHONES)],
)


def prompt_of(evidence: Evidence = EVIDENCE, budget: int = 1500) -> list[str]:
    shop = ShopInfo("Thimble & Tarn", "Plain.")
    prompt = compose(
        Conversation(id="c"), "headphones", evidence, shop, lambda text: len(text.split()), budget
    )
    return [str(part.content) for part in prompt.messages]


def test_a_record_holds_no_price_and_nothing_that_the_product_is_not() -> None:
    asked = prompt_of()[-2]
    assert "Towpath Headphones [P1]: foldable, battery life 50 hours. They fold flat." in asked
    assert "119" not in asked
    assert "cancelling" not in asked


def test_a_record_without_attributes_begins_with_its_description() -> None:
    bare = HEADPHONES.model_copy(update={"attributes": {}})
    found = EVIDENCE.model_copy(update={"products": [EvidenceProduct(ref="P1", product=bare)]})
    assert "Towpath Headphones [P1]: They fold flat." in prompt_of(found)[-2]


def test_the_statement_begins_the_reply() -> None:
    assert prompt_of()[-1] == EVIDENCE.statement


def test_records_that_do_not_fit_the_budget_stay_out() -> None:
    many = EVIDENCE.model_copy(update={"products": EVIDENCE.products * 200})
    assert sum(len(part.split()) for part in prompt_of(many, budget=600)) <= 600
