"""Questions about the shopper's account: its address is changed, for others the FAQ is asked."""

import asyncio

from assistant.orders.dialogue.words import speaks_of
from assistant.skills.base import SkillContext
from assistant.skills.human import handed_over
from assistant.skills.order_change import OrderChange
from assistant.skills.policy_question import covering_passages
from assistant.state import Evidence, Intent, Verdict


class Account:
    """Changes the account's address at the desk; for all else, says how the shopper does it."""

    intents = (Intent.ACCOUNT,)

    async def gather(self, turn: SkillContext) -> Evidence:
        """Go on with the address, or look for instructions; without any, hand over."""
        under_way = turn.conversation.form.get("intent") == Intent.ACCOUNT
        if turn.desk and (under_way or speaks_of("account_address", turn.message)):
            return await OrderChange().gather(turn)
        passages = await asyncio.to_thread(covering_passages, turn, turn.message)
        if not passages:
            return handed_over(turn, "account.handoff")
        return Evidence(
            verdict=Verdict.ANSWERED,
            statement=f"{passages[0].text} {turn.say('account.answered')}",
            passages=passages[:1],
            verbatim=True,
        )
