"""What went wrong in a simulated conversation, and the dialogue script that shows it again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel

from assistant.wording import load_wording
from eval.checker.check import Checker
from eval.dialogues.format import Predicates
from eval.dialogues.observed import Observed
from eval.dialogues.predicates import satisfies, unmet
from eval.dialogues.runner import context_of
from eval.records import ShopRecords
from eval.simulation.goals import Goal
from eval.simulation.talk import Line
from retrieval.errors import UserError

Kind = Literal["exception", "invented claim", "false absence", "broken wish", "loop"]
_LOOP = 3
"""The same reply so many times in a row, to messages that differ."""


class Bug(BaseModel):
    """One thing that went wrong in the last turn of a conversation, and what should have held."""

    kind: Kind
    goal: str
    what: str
    messages: list[str]
    reply: str
    expect: dict[str, Any]

    @property
    def name(self) -> str:
        """The name of the dialogue that shows it."""
        return f"{self.kind}: {self.goal}"

    def script(self) -> dict[str, Any]:
        """Return the dialogue, in the layout of dialogue scripts; its last turn fails."""
        turns: list[dict[str, Any]] = [{"shopper": message} for message in self.messages]
        turns[-1]["expect"] = self.expect
        return {"name": self.name, "turns": turns}


@dataclass
class BugWatch:
    """Looks at each turn of one conversation."""

    goal: Goal
    records: ShopRecords
    checker: Checker
    replies: list[tuple[str, str]] = field(default_factory=list)
    """Messages with their replies so far."""

    def look(self, line: Line, wishes: dict[str, Any], got: Observed) -> Iterator[Bug]:
        """Yield what went wrong in the latest turn.

        Args:
            line: What the shopper said.
            wishes: The wishes told so far, as predicates.
            got: What came.
        """
        self.replies.append((line.text, got.reply))
        apology = load_wording("en").say("error.reply")
        if got.error or got.reply == apology:
            expect = {"reply": {"lacks": [apology]}}
            yield self._bug("exception", got.error or "the turn failed", got, expect)
            return
        for finding in self.checker.check(got.reply, context_of(got)):
            what = f"{finding.kind}: {finding.claim} ({finding.reason})"
            yield self._bug("invented claim", what, got, {"reply": {"grounded": True}})
        if self._loops():
            expect = {"reply": {"lacks": [got.reply]}}
            yield self._bug("loop", f"{_LOOP} times the same reply", got, expect)
        if line.searches:
            yield from self._wrong_cards(wishes, got)

    def _wrong_cards(self, wishes: dict[str, Any], got: Observed) -> Iterator[Bug]:
        if wishes:
            wanted = Predicates.model_validate(wishes)
            for card in got.fitting:
                if missed := unmet(self.records, card, wanted):
                    what = f"{card} is shown as fitting and misses {', '.join(missed)}"
                    yield self._bug("broken wish", what, got, {"products": {"all": wishes}})
        if self.goal.category and not got.fitting:
            known = {"category": self.goal.category, **wishes}
            wanted = Predicates.model_validate(known)
            having = [p for p in self.records.products if satisfies(self.records, p, wanted)]
            if having:
                what = f"{having[0]} fits and was not shown"
                yield self._bug("false absence", what, got, {"products": {"min": 1, "any": known}})

    def _loops(self) -> bool:
        last = self.replies[-_LOOP:]
        messages, replies = {m for m, _ in last}, {r for _, r in last}
        return len(last) == len(messages) == _LOOP and len(replies) == 1

    def _bug(self, kind: Kind, what: str, got: Observed, expect: dict[str, Any]) -> Bug:
        messages = [message for message, _ in self.replies]
        return Bug(
            kind=kind, goal=self.goal.name, what=what, messages=messages, reply=got.reply,
            expect=expect,
        )  # fmt: skip


def write_scripts(bugs: Sequence[Bug], folder: Path) -> list[Path]:
    """Write each bug as a dialogue script of its own and return the files.

    Raises:
        UserError: A file cannot be written.
    """
    paths = []
    for bug in bugs:
        path = folder / f"{re.sub(r'[^a-z0-9]+', '-', bug.name.lower()).strip('-')}.yaml"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(
                yaml.safe_dump(bug.script(), sort_keys=False, allow_unicode=True), encoding="utf-8"
            )
        except OSError as error:
            raise UserError(f"cannot write {path}: {error.strerror}") from error
        paths.append(path)
    return paths
