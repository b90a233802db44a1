import json
from pathlib import Path
from typing import Any

import pytest

from eval.checker.check import Checker
from eval.dialogues.load import load_scripts
from eval.dialogues.observed import Observed
from eval.dialogues.stage import open_stage
from eval.simulation.bugs import Bug, BugWatch, write_scripts
from eval.simulation.goals import Goal, catalog_goals, public_goals, shipped_goals
from eval.simulation.run import simulate
from eval.simulation.talk import Line, SimulatedShopper
from retrieval.errors import UserError
from tests.eval.demo import demo_records
from tests.eval.shop import invented_shop

SHOP = invented_shop()
SEARCH = Line("backpacks", searches=True)
BACKPACKS = Goal(name="backpacks", thing="backpacks", category="backpacks")


def bugs(got: Observed, goal: Goal = BACKPACKS, line: Line = SEARCH, **wishes: Any) -> list[Bug]:  # noqa: ANN401
    watch = BugWatch(goal, SHOP, Checker(SHOP))
    return list(watch.look(line, wishes, got))


def test_a_shopper_tells_wishes_one_by_one_and_asks_about_what_is_shown() -> None:
    goal = Goal(name="g", thing="backpacks", wants={"color": "navy", "price_max": 80})
    shopper, said = SimulatedShopper(goal), []
    for line in shopper.lines():
        said.append((line.text, line.searches, dict(shopper.said)))
        shopper.hear(Observed(cards=["b1"]))
    assert said[:3] == [
        ("I'm looking for backpacks", True, {}),
        ("do you have it in navy?", True, {"color": "navy"}),
        ("it should cost less than $80", True, {"color": "navy", "price_max": 80.0}),
    ]
    assert len(said) == 6
    assert said[-1][0] == "thanks, that helps"


def test_a_shopper_who_is_shown_nothing_insists_once_and_leaves() -> None:
    goal = Goal(name="g", thing="sofas", wants={"color": "red", "brand": "Acme"}, patience=2)
    shopper, said = SimulatedShopper(goal), []
    for line in shopper.lines():
        said.append(line.text)
        shopper.hear(Observed())
    assert said[-1] == "so you have no sofas like that?"
    assert len(said) == 3


def test_lines_are_said_as_they_stand() -> None:
    goal = Goal(name="g", lines=["2", "the 2nd"])
    assert [line.text for line in SimulatedShopper(goal).lines()] == ["2", "the 2nd"]


def test_goals_of_the_catalog_can_be_met_and_are_the_same_for_a_seed() -> None:
    records = demo_records()
    goals = catalog_goals(records, 40, seed=3)
    assert goals == catalog_goals(records, 40, seed=3)
    assert goals != catalog_goals(records, 40, seed=4)
    checker = Checker(records)
    for goal in goals[:10]:
        watch = BugWatch(goal, records, checker)
        missing = list(watch.look(Line(goal.thing, searches=True), goal.wants, Observed(reply="-")))
        assert [bug.kind for bug in missing if bug.kind == "false absence"]


def test_the_shipped_goals_have_names_of_their_own() -> None:
    names = [goal.name for goal in shipped_goals()]
    assert len(set(names)) == len(names) >= 15


def test_a_thing_that_the_shop_has_and_does_not_show_is_a_false_absence() -> None:
    (bug,) = bugs(Observed(reply="Sorry."))
    assert bug.kind == "false absence"
    assert bugs(Observed(reply="Here you are.", cards=["b1"], fitting=["b1"])) == []
    assert bugs(Observed(reply="Sorry."), line=Line("thanks")) == []
    assert bugs(Observed(reply="Sorry."), Goal(name="g", thing="sofas")) == []


def test_a_card_that_is_said_to_fit_and_misses_a_wish_is_a_broken_wish() -> None:
    (bug,) = bugs(Observed(reply="Here.", cards=["b3"], fitting=["b3"]), price_max=80)
    assert (bug.kind, bug.expect) == ("broken wish", {"products": {"all": {"price_max": 80}}})
    closest = Observed(reply="Nothing fits. The closest is this.", cards=["b3"])
    kinds = [bug.kind for bug in bugs(closest, Goal(name="g", thing="packs"), price_max=80)]
    assert "broken wish" not in kinds


def test_claims_failures_and_loops_are_bugs() -> None:
    claim = Observed(reply="The Harbour Canvas Backpack costs $9.00.", cards=["b1"], fitting=["b1"])
    assert [bug.kind for bug in bugs(claim)] == ["invented claim"]
    assert [bug.kind for bug in bugs(Observed(error="KeyError: x"))] == ["exception"]
    watch = BugWatch(Goal(name="g", lines=["a"]), SHOP, Checker(SHOP))
    found = [list(watch.look(Line(m), {}, Observed(reply="Which one?"))) for m in ("a", "b", "c")]
    assert [[bug.kind for bug in each] for each in found] == [[], [], ["loop"]]


def test_a_bug_becomes_a_script_that_is_read_like_any_other(tmp_path: Path) -> None:
    found = bugs(Observed(reply="Here.", cards=["b3"], fitting=["b3"]), price_max=80)
    (path,) = write_scripts(found, tmp_path)
    (script,) = load_scripts([path])
    assert script.name == "broken wish: backpacks"
    expected = script.turns[-1].expect.products
    assert expected is not None
    assert expected.all_of is not None
    assert expected.all_of.price_max == 80


def test_public_goals_are_read_as_they_are_laid_out(tmp_path: Path) -> None:
    webshop, shopdial = tmp_path / "webshop_instructions", tmp_path / "mg_shopdial"
    webshop.mkdir()
    shopdial.mkdir()
    (webshop / "human_goals.json").write_text(json.dumps(["i need a lamp"]))
    said = [("Wizard", "Hello"), ("Client", "a book"), ("Client", "the second?")]
    turns = [{"participant": who, "utterance": text} for who, text in said]
    (shopdial / "dialogues.json").write_text(json.dumps([{"id": "1", "utterances": turns}]))
    wish, dialogue = public_goals(tmp_path)
    assert (wish.lines, dialogue.lines) == (["i need a lamp"], ["a book", "the second?"])


def test_a_folder_without_goals_is_a_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds neither"):
        public_goals(tmp_path)


def test_a_goal_without_anything_to_say_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a thing or lines"):
        Goal(name="g")


async def test_shoppers_talk_to_the_real_assistant(demo_data_dir: Path) -> None:
    with open_stage(demo_data_dir, with_model=False) as stage:
        found, turns = await simulate([Goal(name="g", thing="a tent", style="terse")], stage)
    assert turns == 4
    assert found == []
