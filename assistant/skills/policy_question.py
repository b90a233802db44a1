"""Answers from the shop's FAQ and policies, with the source, or says that they are silent."""

import asyncio

from assistant.grounding.sentences import SentenceSplitter
from assistant.grounding.words import read_words
from assistant.skills.base import SkillContext
from assistant.state import Evidence, EvidencePassage, Intent, Verdict

_MOST_PASSAGES = 2
_SHORT = 60
"""Words: an answer of the FAQ is said as the shop wrote it; longer text is condensed."""
_MOST_SENTENCES = 3


class PolicyQuestion:
    """Looks the question up in the FAQ and the policy documents."""

    intents = (Intent.POLICY_QUESTION,)

    async def gather(self, turn: SkillContext) -> Evidence:
        """Find the passages that cover the question."""
        question = turn.understanding.query or turn.message
        passages = await asyncio.to_thread(covering_passages, turn, question)
        if not passages:
            statement = turn.say("policy.not_covered")
            return Evidence(
                verdict=Verdict.NOT_COVERED,
                statement=statement,
                verbatim=True,
                offers=Intent.HUMAN,
            )
        best = passages[0].text
        if len(best.split()) <= _SHORT:
            return Evidence(
                verdict=Verdict.ANSWERED, statement=best, passages=passages, verbatim=True
            )
        source = turn.say("policy.source", source=passages[0].title or passages[0].source)
        return Evidence(
            verdict=Verdict.ANSWERED,
            statement="",
            fallback=f"{excerpt(question, best)} {source}",
            passages=passages,
        )


def covering_passages(turn: SkillContext, question: str) -> list[EvidencePassage]:
    """Return the passages that cover the question, best first; empty: nothing does."""
    found = turn.index.passages(question, limit=_MOST_PASSAGES)
    covering = [hit.passage for hit in found if hit.covered]
    return [
        EvidencePassage(
            ref=f"F{number}", text=passage.text, source=passage.source, title=passage.title
        )
        for number, passage in enumerate(covering, start=1)
    ]


def excerpt(question: str, text: str) -> str:
    """Return the sentences of a text that share most words with the question, in their order.

    >>> excerpt("are returns free?", "Keep the box. Returns are free. We close at 5. We like tea.")
    'Keep the box. Returns are free. We close at 5.'
    """
    sentences = [part.strip() for line in text.splitlines() for part in _sentences(line)]
    asked = read_words(question)
    shared = [
        len((asked.asserted | asked.negated) & (said.asserted | said.negated))
        for said in map(read_words, sentences)
    ]
    best = sorted(range(len(sentences)), key=lambda at: (-shared[at], at))[:_MOST_SENTENCES]
    return " ".join(sentences[at] for at in sorted(best))


def _sentences(line: str) -> list[str]:
    splitter = SentenceSplitter()
    return [*splitter.feed(line), *splitter.flush()]
