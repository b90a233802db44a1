"""Answers from the shop's FAQ and policies, with the source, or says that they are silent."""

import asyncio

from assistant.skills.base import SkillContext
from assistant.state import Evidence, EvidencePassage, Intent, Verdict

_MOST_PASSAGES = 2


class PolicyQuestion:
    """Looks the question up in the FAQ and the policy documents."""

    intents = (Intent.POLICY_QUESTION,)

    async def gather(self, turn: SkillContext) -> Evidence:
        """Find the passages that cover the question."""
        passages = await covering_passages(turn, turn.understanding.query or turn.message)
        if not passages:
            statement = turn.say("policy.not_covered")
            return Evidence(verdict=Verdict.NOT_COVERED, statement=statement, verbatim=True)
        return Evidence(
            verdict=Verdict.ANSWERED, statement="", fallback=passages[0].text, passages=passages
        )


async def covering_passages(turn: SkillContext, question: str) -> list[EvidencePassage]:
    """Return the passages that cover the question, best first; empty: nothing does."""
    found = await asyncio.to_thread(turn.index.passages, question, limit=_MOST_PASSAGES)
    covering = [hit.passage for hit in found if hit.covered]
    return [
        EvidencePassage(
            ref=f"F{number}", text=passage.text, source=passage.source, title=passage.title
        )
        for number, passage in enumerate(covering, start=1)
    ]
