"""Hands the conversation to a person, on request and where only a person may act."""

from assistant.skills.base import SkillContext
from assistant.state import Evidence, Intent, Verdict

_SENTENCES = {
    Intent.HUMAN: "human.reply",
    Intent.COMPLAINT: "complaint.reply",
    Intent.ACCOUNT: "account.handoff",
}


class Human:
    """Marks the conversation as waiting for a person."""

    intents = tuple(_SENTENCES)

    async def gather(self, turn: SkillContext) -> Evidence:
        """Say that a person takes over, and how else to reach the shop."""
        said = [turn.say(_SENTENCES[turn.understanding.intent])]
        if turn.shop.contact:
            said.append(turn.say("human.contact", contact=turn.shop.contact))
        return Evidence(
            verdict=Verdict.TALK,
            statement=" ".join(said),
            verbatim=True,
            handoff=True,
            updates={"owner": "waiting"},
        )
