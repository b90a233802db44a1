"""Every dialogue script of the demo shop, played against the real assistant without a model."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.checker.check import Checker
from eval.dialogues.format import Script
from eval.dialogues.load import load_scripts
from eval.dialogues.runner import Judge, play
from eval.dialogues.stage import Stage, open_stage
from tests.eval.demo import SCRIPTS

DIALOGUES = [script for script in load_scripts([SCRIPTS / "demo_shop"]) if not script.needs_model]


@pytest.fixture(scope="module")
def stage(demo_data_dir: Path) -> Iterator[Stage]:
    with open_stage(demo_data_dir, with_model=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def judge(stage: Stage) -> Judge:
    return Judge(stage.records, Checker(stage.records))


@pytest.mark.parametrize("script", DIALOGUES, ids=lambda script: script.name)
async def test_the_dialogue_goes_as_its_script_says(
    script: Script, stage: Stage, judge: Judge
) -> None:
    trial = await play(script, stage.transport, judge)
    assert [turn.failures for turn in trial.turns] == [[] for _ in script.turns]


async def test_the_same_dialogue_goes_the_same_way_again(stage: Stage, judge: Judge) -> None:
    script = next(script for script in DIALOGUES if script.name == "cancelling after a yes")
    first, second = [await play(script, stage.transport, judge) for _ in range(2)]
    assert [turn.reply for turn in first.turns] == [turn.reply for turn in second.turns]
    assert first.turns[-1].intent == "order_cancel"
