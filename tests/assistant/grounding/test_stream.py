"""The checked stream: what passes, what is left out, and when it stops."""

from collections.abc import AsyncIterator

from assistant.grounding.rendering import Renderer
from assistant.grounding.stream import CheckedStream
from assistant.grounding.support import ground_of
from assistant.state import Evidence, EvidenceProduct, Intent, Understanding, Verdict
from retrieval.product import Money, Product

MUG = Product(
    id="m",
    title="Harbor Mug",
    description="Stoneware with a wide handle.",
    price=Money(amount="18.00", currency="USD"),
    stock=3,
)
EVIDENCE = Evidence(
    verdict=Verdict.MATCHES,
    statement="There is exactly one that fits.",
    products=[EvidenceProduct(ref="P1", product=MUG)],
)


def stream(most: int = 3) -> CheckedStream:
    understanding = Understanding(intent=Intent.PRODUCT_SEARCH, confidence=1)
    return CheckedStream(ground_of(EVIDENCE, understanding, "a mug"), Renderer(EVIDENCE), most)


async def draft(*pieces: str) -> AsyncIterator[str]:
    for piece in pieces:
        yield piece


async def said(checked: CheckedStream, *pieces: str) -> list[str]:
    return [sentence async for sentence in checked.sentences(draft(*pieces))]


async def test_a_supported_sentence_goes_out_with_name_and_price() -> None:
    checked = stream()
    assert await said(checked, "[P1] is sto", "neware. ") == [
        "**Harbor Mug** ($18.00) is stoneware."
    ]
    assert [check.outcome for check in checked.checks] == ["sent"]


async def test_an_unsupported_sentence_is_left_out_and_its_reason_kept() -> None:
    checked = stream()
    assert await said(checked, "[P1] costs $5. It has a wide handle. ") == ["It has a wide handle."]
    dropped = checked.checks[0]
    assert (dropped.outcome, dropped.sentence) == ("dropped", "[P1] costs $5.")
    assert "amount" in dropped.reason


async def test_the_price_is_said_once() -> None:
    first, second = await said(stream(), "[P1] is stoneware. [P1] has a wide handle. ")
    assert "$18.00" in first
    assert "$18.00" not in second


async def test_a_sentence_said_twice_goes_out_once() -> None:
    assert await said(stream(), "It is stoneware. It is stoneware. ") == ["It is stoneware."]


async def test_a_sentence_cut_off_at_the_end_is_not_sent() -> None:
    assert await said(stream(), "It is stoneware. It has a wide") == ["It is stoneware."]


async def test_two_false_sentences_end_the_draft() -> None:
    checked = stream()
    await said(checked, "It is gold. ", "It is silver. ", "It is stoneware. ")
    assert [check.outcome for check in checked.checks] == ["dropped", "dropped"]


async def test_no_more_sentences_go_out_than_wanted() -> None:
    sentences = await said(stream(most=1), "It is stoneware. It has a wide handle. ")
    assert sentences == ["It is stoneware."]
