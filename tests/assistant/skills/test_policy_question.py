"""Policies in the shop's own words, or an honest no."""

from assistant.state import Intent, Verdict
from retrieval.search import ShopIndex
from tests.assistant.skills.visit import gather, understood


async def test_a_short_answer_is_said_as_the_shop_wrote_it(demo_index: ShopIndex) -> None:
    question = "how much is shipping?"
    evidence = await gather(demo_index, understood(Intent.POLICY_QUESTION, question))
    assert evidence.verdict is Verdict.ANSWERED
    assert "$5.95" in evidence.statement + evidence.fallback
    assert evidence.passages


async def test_what_no_policy_covers_is_not_guessed(demo_index: ShopIndex) -> None:
    question = "do you rent out bouncy castles for weddings?"
    evidence = await gather(demo_index, understood(Intent.POLICY_QUESTION, question))
    assert evidence.verdict is Verdict.NOT_COVERED
    assert evidence.passages == []


async def test_an_account_question_is_answered_where_the_faq_does(demo_index: ShopIndex) -> None:
    message = "how do I reset my password?"
    evidence = await gather(demo_index, understood(Intent.ACCOUNT, message), message)
    assert "sign-in page" in evidence.statement
    assert not evidence.handoff


async def test_an_account_question_without_an_answer_goes_to_a_person(
    demo_index: ShopIndex,
) -> None:
    message = "change the nickname on my profile to Bob"
    evidence = await gather(demo_index, understood(Intent.ACCOUNT, message), message)
    assert evidence.handoff
    assert evidence.updates == {"owner": "waiting"}
