"""Hands the conversation to a person, on request and where only a person may act."""

from assistant.skills.base import SkillContext
from assistant.state import Evidence, Intent, Verdict

_SENTENCES = {Intent.HUMAN: "human.reply", Intent.COMPLAINT: "complaint.reply"}


class Human:
    """Marks the conversation as waiting for a person."""

    intents = tuple(_SENTENCES)

    async def gather(self, turn: SkillContext) -> Evidence:
        """Say that a person takes over, and how else to reach the shop."""
        return handed_over(turn, _SENTENCES[turn.understanding.intent])


def handed_over(turn: SkillContext, key: str) -> Evidence:
    """Return the evidence of a handoff: the sentence of that key, and the shop's contact."""
    said = [turn.say(key)]
    if turn.shop.contact:
        said.append(turn.say("human.contact", contact=turn.shop.contact))
    return Evidence(
        verdict=Verdict.TALK,
        statement=" ".join(said),
        verbatim=True,
        handoff=True,
        updates={"owner": "waiting"},
    )
