"""The checked stream: what the model writes goes out a verified sentence at a time."""

import logging
from collections.abc import AsyncIterator

from assistant.grounding.claims import read_claims
from assistant.grounding.rendering import Renderer
from assistant.grounding.sentences import SentenceSplitter
from assistant.grounding.support import Ground
from assistant.grounding.verify import objection
from assistant.state import Check

_log = logging.getLogger(__name__)
_MOST_DROPPED = 2
"""Failed sentences after which the rest of the draft is not waited for: it only gets worse."""


class CheckedStream:
    """Passes on the sentences that stand in the evidence; the others are logged and left out.

    `checks` tells afterwards what became of each sentence.
    """

    def __init__(self, ground: Ground, renderer: Renderer, most_sentences: int) -> None:
        self.checks: list[Check] = []
        self._ground = ground
        self._renderer = renderer
        self._most_sentences = most_sentences
        self._subject: tuple[str, ...] = ()
        self._said: set[str] = set()

    async def sentences(self, draft: AsyncIterator[str]) -> AsyncIterator[str]:
        """Yield each verified sentence of the draft, rendered, as soon as it is complete."""
        splitter = SentenceSplitter()
        async for piece in draft:
            for sentence in splitter.feed(piece):
                checked = self._check(sentence)
                if checked:
                    yield checked
            if self._enough():
                return
        for sentence in splitter.flush():
            checked = self._check(sentence) if _is_whole(sentence) else None
            if checked:
                yield checked

    def _enough(self) -> bool:
        dropped = sum(check.outcome == "dropped" for check in self.checks)
        return dropped >= _MOST_DROPPED or len(self._said) >= self._most_sentences

    def _check(self, sentence: str) -> str | None:
        if len(self._said) >= self._most_sentences:
            return None
        reason = objection(sentence, self._ground, self._subject)
        rendered = "" if reason else self._renderer.render(sentence)
        if rendered in self._said:
            reason = "says the same again"
        if reason:
            _log.info("sentence dropped: %s: %r", reason, sentence)
            self.checks.append(Check(sentence=sentence, outcome="dropped", reason=reason))
            return None
        self._subject = read_claims(sentence).references or self._subject
        self._said.add(rendered)
        self.checks.append(Check(sentence=sentence, outcome="sent", sent=rendered))
        return rendered


def _is_whole(sentence: str) -> bool:
    """Whether a last sentence was finished, not cut off by the token limit."""
    return sentence[-1] in '.!?…。！？)"”'
