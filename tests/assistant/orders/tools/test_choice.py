"""Where the model works at the desk: it is good at calling tools, or a shop says that it is."""

from dataclasses import replace

import pytest

from assistant.factory import tools_at_desk
from assistant.orders.builtin import BuiltinDesk
from assistant.settings import Settings
from assistant.skills.registry import find_skills
from assistant.state import Conversation
from tests.assistant.orders.conftest import Clock
from tests.assistant.orders.scripted import ScriptedModel, cancel
from tests.assistant.orders.talk import ADA, CANCEL
from tests.assistant.turn_parts import FakeModel, assistant_with, finished

WISH = "get rid of it"


class WritingModel(ScriptedModel, FakeModel):
    """Writes replies and calls tools."""

    def __init__(self) -> None:
        ScriptedModel.__init__(self, {WISH: [cancel("#W1000")]})
        FakeModel.__init__(self, "Your order is gone. ")


@pytest.mark.parametrize(
    ("setting", "good", "works"),
    [(None, True, True), (None, False, False), (True, False, True), (False, True, False)],
)
def test_a_setting_overrules_what_the_registry_says(
    setting: bool | None, good: bool, works: bool
) -> None:
    model = WritingModel()
    model.calls_tools = good
    settings = Settings(llm_calls_tools=setting)
    assert tools_at_desk(settings, model) is works


def test_a_model_that_cannot_call_tools_writes_at_most() -> None:
    assert not tools_at_desk(Settings(), FakeModel())
    assert not tools_at_desk(Settings(), None)


@pytest.mark.parametrize(("works", "writes"), [(True, True), (False, True), (True, False)])
async def test_the_model_is_asked_only_where_it_works_and_may(
    desk: BuiltinDesk, clock: Clock, works: bool, writes: bool
) -> None:
    model = WritingModel()
    assistant = replace(
        assistant_with(intent=CANCEL),
        skills=find_skills(),
        desk=desk,
        clock=clock,
        model=model if writes else None,
        tools_at_desk=works,
    )
    end = await finished(assistant, WISH, Conversation(id="c", shopper=ADA))
    asked = works and writes
    assert bool(model.heard) == asked
    assert (end.turn.evidence.action is not None) == asked
    assert "is gone" not in end.turn.reply
