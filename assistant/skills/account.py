"""Questions about the shopper's account: what the FAQ says to them, else a person."""

import asyncio

from assistant.skills.base import SkillContext
from assistant.skills.human import handed_over
from assistant.skills.policy_question import covering_passages
from assistant.state import Evidence, Intent, Verdict


class Account:
    """Says how the shopper does it, where the shop has written it down; changes nothing itself."""

    intents = (Intent.ACCOUNT,)

    async def gather(self, turn: SkillContext) -> Evidence:
        """Look for instructions; without any, hand over."""
        passages = await asyncio.to_thread(covering_passages, turn, turn.message)
        if not passages:
            return handed_over(turn, "account.handoff")
        return Evidence(
            verdict=Verdict.ANSWERED,
            statement=f"{passages[0].text} {turn.say('account.answered')}",
            passages=passages[:1],
            verbatim=True,
        )
