import asyncio
from collections.abc import AsyncIterator

from assistant.events import Event
from assistant.state import Conversation
from eval.checker.check import Checker
from eval.dialogues.format import Script
from eval.dialogues.results import summarise
from eval.dialogues.runner import Judge, play, play_all
from tests.eval.fake import ScriptedAssistant, transport_to
from tests.eval.shop import invented_shop

SHOP = invented_shop()
JUDGE = Judge(SHOP, Checker(SHOP))


def script(*turns: dict[str, object], name: str = "a", **rest: object) -> Script:
    return Script.model_validate({"name": name, "turns": list(turns), **rest})


async def test_a_dialogue_is_one_conversation_signed_in_as_its_shopper() -> None:
    fake = ScriptedAssistant(["Hello!", "Goodbye!"])
    two = script({"shopper": "hi"}, {"shopper": "bye"}, shopper={"id": "u1", "verified": True})
    trial = await play(two, transport_to(fake), JUDGE)
    assert [turn.reply for turn in trial.turns] == ["Hello!", "Goodbye!"]
    assert [len(seen.turns) for seen in fake.seen] == [0, 1]
    assert fake.seen[0].shopper.id == "u1"
    assert trial.passed


async def test_every_dialogue_starts_a_conversation_of_its_own() -> None:
    fake = ScriptedAssistant(["Hello!"])
    scripts = [script({"shopper": "hi"}, name=name) for name in "ab"]
    await play_all(scripts, transport_to(fake), JUDGE)
    first, second = fake.seen
    assert first.id != second.id
    assert second.turns == []


async def test_the_page_of_a_turn_is_where_the_shopper_stays() -> None:
    fake = ScriptedAssistant(["Yes."])
    dialogue = script({"shopper": "is it blue?", "page": "b1"}, {"shopper": "sure?"})
    await play(dialogue, transport_to(fake), JUDGE)
    assert [seen.page_product for seen in fake.seen] == ["b1", "b1"]


async def test_a_claim_that_no_record_bears_out_is_counted_and_fails_a_grounded_turn() -> None:
    fake = ScriptedAssistant(["The Harbour Canvas Backpack costs $9.00."], cards=["b1"])
    strict = script({"shopper": "price?", "expect": {"reply": {"grounded": True}}})
    lenient = script({"shopper": "price?"}, name="b")
    run = summarise(await play_all([strict, lenient], transport_to(fake), JUDGE))
    assert (run.passed, run.failed, run.invented_claims) == (1, 1, 2)
    assert "$9.00" in run.dialogues[0].turns[0].failures[0]


async def test_a_crash_fails_its_turn_and_those_after_it_and_nothing_else() -> None:
    fake = ScriptedAssistant(["Hello!", KeyError("x"), "never said"])
    broken = script({"shopper": "a"}, {"shopper": "b"}, {"shopper": "c"})
    whole = script({"shopper": "a"}, name="whole")
    first, second = await play_all([broken, whole], transport_to(fake), JUDGE)
    assert [turn.passed for turn in first.turns] == [True, False, False]
    assert "KeyError" in first.turns[1].failures[0]
    assert "not played" in first.turns[2].failures[0]
    assert second.passed


async def test_a_dialogue_passes_only_when_all_its_trials_do() -> None:
    good, bad = ScriptedAssistant(["Hello!"]), ScriptedAssistant(["Hm."])
    greeting = script({"shopper": "hi", "expect": {"reply": {"contains": ["hello"]}}})
    trials = await play_all([greeting], transport_to(good, bad), JUDGE, repeat=2)
    run = summarise(trials)
    assert run.dialogues[0].trials == [True, False]
    assert not run.dialogues[0].passed
    assert run.dialogues[0].turns[0].reply == "Hm."
    assert (run.pass_hat[1], run.pass_hat_k, run.turn_pass_rate) == (0.5, 0.0, 0.5)


async def test_as_many_dialogues_as_asked_run_at_once_and_results_keep_their_order() -> None:
    class Waiting(ScriptedAssistant):
        """Answers only once two conversations are under way."""

        both = asyncio.Barrier(2)

        async def respond(self, conversation: Conversation, message: str) -> AsyncIterator[Event]:
            await self.both.wait()
            async for event in super().respond(conversation, message):
                yield event

    scripts = [script({"shopper": "hi"}, name=name) for name in "ab"]
    trials = await asyncio.wait_for(
        play_all(scripts, transport_to(Waiting(["Hello!"])), JUDGE, parallel=2), timeout=5
    )
    assert [trial.name for trial in trials] == ["a", "b"]


async def test_progress_is_told_after_each_play() -> None:
    done: list[str] = []
    scripts = [script({"shopper": "hi"}, name=name) for name in "ab"]
    fake = ScriptedAssistant(["Hello!"])
    await play_all(
        scripts, transport_to(fake), JUDGE, repeat=2, on_done=lambda trial: done.append(trial.name)
    )
    assert sorted(done) == ["a", "a", "b", "b"]
