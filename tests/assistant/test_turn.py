"""A turn from end to end, with a small fake model: order of events, checks, and what goes wrong."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.events import CardsReady, TextReady, TurnFinished, UnderstandingReady
from assistant.orders.builtin import open_desk
from assistant.state import Conversation, Evidence, Intent, Verdict
from tests.assistant.orders.conftest import import_data
from tests.assistant.orders.shop import shop_data
from tests.assistant.turn_parts import MATCH, FakeModel, assistant_with, events_of, finished


async def test_understanding_then_cards_then_words_then_the_end() -> None:
    model = FakeModel("[P1] has a wide handle. ")
    events = await events_of(assistant_with(model=model), "a mug")
    kinds = [type(event) for event in events]
    assert kinds == [UnderstandingReady, CardsReady, TextReady, TextReady, TurnFinished]


async def test_the_pieces_of_text_make_up_the_reply() -> None:
    events = await events_of(assistant_with(model=FakeModel("[P1] has a wide handle. ")), "a mug")
    text = "".join(event.text for event in events if isinstance(event, TextReady))
    last = events[-1]
    assert isinstance(last, TurnFinished)
    assert last.turn.reply == text
    assert text == ("There is exactly one that fits. **Harbor Mug** ($18.00) has a wide handle.")
    assert last.turn.source == "model"


async def test_a_small_model_goes_on_from_the_first_product() -> None:
    model = FakeModel(" stoneware with a wide handle. ", led=True)
    end = await finished(assistant_with(model=model), "a mug")
    assert end.turn.reply.endswith("**Harbor Mug** ($18.00): stoneware with a wide handle.")
    assert str(model.asked[0][-1].content).endswith("[P1]:")


async def test_what_the_model_invents_is_replaced_by_the_template() -> None:
    end = await finished(assistant_with(model=FakeModel("[P1] costs $5. It is blue. ")), "a mug")
    assert end.turn.reply == (
        "There is exactly one that fits. I'd start with **Harbor Mug** at $18.00."
    )
    assert end.turn.source == "template"
    assert {check.outcome for check in end.turn.checks} == {"dropped"}


async def test_without_a_model_the_template_answers() -> None:
    end = await finished(assistant_with(model=None), "a mug")
    assert end.turn.reply.endswith("**Harbor Mug** at $18.00.")


@pytest.mark.parametrize(
    ("written", "reply"),
    [("", "at $18.00."), ("It has a wide handle. It is", "It has a wide handle.")],
)
async def test_a_model_that_fails_midway_leaves_a_whole_reply(written: str, reply: str) -> None:
    model = FakeModel(written, fails=True)
    end = await finished(assistant_with(model=model), "a mug")
    assert end.turn.reply.endswith(reply)


async def test_verbatim_evidence_never_reaches_the_model() -> None:
    model = FakeModel("I can give you a discount. ")
    said = Evidence(verdict=Verdict.TALK, statement="Hello!", verbatim=True)
    end = await finished(assistant_with(said, model, Intent.GREETING), "hi")
    assert end.turn.reply == "Hello!"
    assert model.asked == []


async def test_a_language_that_cannot_be_checked_gets_the_template() -> None:
    model = FakeModel("Das ist kostenlos. ")
    await finished(assistant_with(model=model, language="de"), "eine Tasse")
    assert model.asked == []


@pytest.mark.parametrize("message", ["", "   \n\t ", "\x00\x01\x1b", "🙂🙂🙂", "?!…", "\ud800"])
async def test_a_message_without_words_is_answered_without_a_search(message: str) -> None:
    events = await events_of(assistant_with(), message)
    assert not any(isinstance(event, CardsReady) for event in events)
    last = events[-1]
    assert isinstance(last, TurnFinished)
    assert last.turn.reply


@pytest.mark.parametrize(
    "message", ["mug " * 2500, "m\x00u\x07g", "a" * 10_000, "mug\u202e\u200b", "💥mug💥"]
)
async def test_a_strange_message_with_words_is_answered_as_any_other(message: str) -> None:
    end = await finished(assistant_with(), message)
    assert end.turn.cards
    assert len(end.turn.message) <= 4000


async def test_a_bug_in_a_skill_ends_in_an_honest_sentence() -> None:
    end = await finished(assistant_with(evidence=None), "a mug")
    assert "something went wrong" in end.turn.reply
    assert end.conversation.turns[-1] == end.turn


async def test_the_conversation_goes_on_and_the_old_one_is_left_as_it_was() -> None:
    before = Conversation(id="c")
    end = await finished(assistant_with(), "a mug", before)
    assert before.turns == []
    assert end.conversation.shown == ["mug"]
    assert end.conversation.focus is not None


async def test_an_order_question_in_between_leaves_the_wish_alone() -> None:
    searched = (await finished(assistant_with(), "a mug")).conversation
    answer = Evidence(verdict=Verdict.ANSWERED, statement="It is on its way.", verbatim=True)
    orders = assistant_with(answer, intent=Intent.ORDER_STATUS)
    after = (await finished(orders, "where is my order", searched)).conversation
    assert after.focus == searched.focus
    assert after.shown == ["mug"]


async def test_a_question_about_one_of_the_list_leaves_the_list() -> None:
    talk = Conversation(id="c", shown=["bowl", "mug", "plate"])
    asked = assistant_with(intent=Intent.PRODUCT_QUESTION)
    assert (await finished(asked, "the second", talk)).conversation.shown == talk.shown


async def test_prompt_tokens_stay_flat_however_long_the_talk_is() -> None:
    model = FakeModel("[P1] has a wide handle. ")
    assistant, talk = assistant_with(MATCH, model), Conversation(id="c")
    tokens = []
    for _ in range(50):
        end = await finished(assistant, "do you have a mug with a wide handle?", talk)
        talk = end.conversation
        tokens.append(end.turn.prompt_tokens)
    assert max(tokens[5:]) - min(tokens[5:]) <= 0.05 * tokens[5]


async def test_the_static_part_of_the_prompt_is_the_same_for_every_shopper() -> None:
    model = FakeModel("[P1] has a wide handle. ")
    assistant = assistant_with(MATCH, model)
    await finished(assistant, "a mug", Conversation(id="one"))
    await finished(assistant, "something to drink from, quick", Conversation(id="two"))
    first, second = ([str(part.content) for part in asked] for asked in model.asked)
    assert first[:-2] == second[:-2]
    assert len("".join(first[:-2])) > 400


async def test_an_upset_shopper_gets_the_answer_and_a_person() -> None:
    end = await finished(assistant_with(), "a mug, and this is ridiculous!! I'm fed up")
    assert end.turn.evidence.handoff
    assert end.conversation.owner == "waiting"
    assert end.turn.reply.startswith("I'm sorry")
    assert end.turn.cards


async def test_no_person_is_called_unasked_where_nobody_of_the_team_is_there() -> None:
    away = replace(assistant_with(), hands_over=False)
    end = await finished(away, "a mug, and this is ridiculous!! I'm fed up")
    assert not end.turn.evidence.handoff
    assert end.conversation.owner == "assistant"


async def test_after_two_turns_without_help_a_person_is_called() -> None:
    unknown = Evidence(verdict=Verdict.NOT_COVERED, statement="It doesn't say.", verbatim=True)
    assistant = assistant_with(unknown, intent=Intent.POLICY_QUESTION)
    first = await finished(assistant, "do you ship to the moon")
    second = await finished(assistant, "and to Mars", first.conversation)
    assert (first.turn.evidence.handoff, second.turn.evidence.handoff) == (False, True)


async def test_a_yes_to_the_offer_of_a_person_is_a_wish_for_one() -> None:
    offered = Evidence(
        verdict=Verdict.NOT_COVERED, statement="A person?", verbatim=True, offers=Intent.HUMAN
    )
    assistant = assistant_with(offered, intent=Intent.POLICY_QUESTION)
    before = (await finished(assistant, "do you ship to the moon")).conversation
    for message, intent in (("yes please", Intent.HUMAN), ("how much?", Intent.POLICY_QUESTION)):
        end = await finished(assistant, message, before)
        assert end.turn.understanding.intent is intent


async def test_a_handoff_is_noted_at_the_order_desk_once(tmp_path: Path) -> None:
    import_data(shop_data(), tmp_path)
    desk = open_desk(tmp_path)
    assert desk is not None
    assistant = replace(assistant_with(), desk=desk)
    first = await finished(assistant, "a mug, and this is ridiculous!! I'm fed up")
    await finished(assistant, "I'm fed up!!", first.conversation)
    noted = [(entry.action, entry.arguments) for entry in desk.audit.entries("c")]
    assert noted == [("transfer_to_human_agents", {"summary": "The shopper is upset."})]
