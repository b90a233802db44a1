"""Greets, takes thanks, and says what lies outside a shop's business."""

from assistant.skills.base import SkillContext
from assistant.state import Evidence, Intent, Verdict

_SENTENCES = {
    Intent.GREETING: "greeting.reply",
    Intent.THANKS: "thanks.reply",
    Intent.OUT_OF_SCOPE: "scope.reply",
}


class SmallTalk:
    """Says what needs no record and no model."""

    intents = tuple(_SENTENCES)

    async def gather(self, turn: SkillContext) -> Evidence:
        """Choose the sentence."""
        statement = turn.say(_SENTENCES[turn.understanding.intent], shop=turn.shop.name)
        return Evidence(verdict=Verdict.TALK, statement=statement, verbatim=True)
