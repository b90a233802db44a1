"""Lets simulated shoppers talk to the assistant, one after another."""

from collections.abc import Callable, Sequence

from eval.checker.check import Checker
from eval.dialogues.format import Script, ScriptTurn
from eval.dialogues.runner import say
from eval.dialogues.stage import Stage
from eval.simulation.bugs import Bug, BugWatch
from eval.simulation.goals import Goal
from eval.simulation.talk import SimulatedShopper


async def simulate(
    goals: Sequence[Goal],
    stage: Stage,
    *,
    seed: int = 0,
    on_done: Callable[[], None] = lambda: None,
) -> tuple[list[Bug], int]:
    """Let one shopper pursue each goal.

    Args:
        goals: What they want.
        stage: The assistant, and the records to judge by.
        seed: Draws what a shopper asks about what was found.
        on_done: Called after each conversation, for progress.

    Returns:
        What went wrong, each kind once a conversation, and how many turns there were.
    """
    checker = Checker(stage.records)
    bugs: list[Bug] = []
    turns = 0
    for goal in goals:
        shopper = SimulatedShopper(goal, seed)
        watch = BugWatch(goal, stage.records, checker)
        found: dict[str, Bug] = {}
        opening = Script(name=goal.name, turns=[ScriptTurn(shopper="-")])
        async with stage.transport.open(opening) as session:
            for line in shopper.lines():
                got = await say(session, ScriptTurn(shopper=line.text))
                shopper.hear(got)
                turns += 1
                for bug in watch.look(line, shopper.said, got):
                    found.setdefault(bug.kind, bug)
                if "exception" in found:
                    break
        bugs += found.values()
        on_done()
    return bugs, turns
