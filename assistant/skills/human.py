"""Hands the conversation to a person, on request and where only a person may act."""

import asyncio

from assistant.skills.base import SkillContext
from assistant.skills.policy_question import covering_passages
from assistant.state import Evidence, Intent, Verdict

_SENTENCES = {Intent.HUMAN: "human.reply", Intent.COMPLAINT: "complaint.reply"}

_REASONS = {
    "human.reply": "The shopper asked for a person.",
    "complaint.reply": "The shopper has a complaint.",
    "account.handoff": "It is about the account, which only a person may look after.",
}
"""What the agent is told, by the sentence that the shopper is."""


class Human:
    """Marks the conversation as waiting for a person, and says what the shop does meanwhile."""

    intents = tuple(_SENTENCES)

    async def gather(self, turn: SkillContext) -> Evidence:
        """Say that a person takes over, and how else to reach the shop."""
        intent, rule = turn.understanding.intent, ""
        if intent is Intent.COMPLAINT:
            # "It arrived in pieces" wants to know what the shop does then.
            covering = await asyncio.to_thread(covering_passages, turn, turn.message)
            rule = covering[0].text if covering else ""
        return handed_over(turn, _SENTENCES[intent], rule)


def handed_over(turn: SkillContext, key: str, rule: str = "") -> Evidence:
    """Return the evidence of a handoff: the sentence of that key, and the shop's contact.

    Args:
        turn: The turn.
        key: Of the wording.
        rule: What the shop has written down for the case.
    """
    said = [turn.say(key), *([rule] if rule else [])]
    if turn.shop.contact:
        said.append(turn.say("human.contact", contact=turn.shop.contact))
    return Evidence(
        verdict=Verdict.TALK,
        statement=" ".join(said),
        verbatim=True,
        handoff=True,
        handoff_reason=_REASONS[key],
        updates={"owner": "waiting"},
    )
