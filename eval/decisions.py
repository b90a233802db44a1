"""Measures two decisions on labelled wishes: does the shop carry it, is the question answered."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from retrieval.errors import UserError
from retrieval.passages import PassageHit

Carries = Callable[[str], bool]
Passages = Callable[[str], list[PassageHit]]


class Wishes(BaseModel):
    """What a shop carries, and what it does not."""

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)

    present: list[str]
    absent: list[str]


class Covered(BaseModel):
    """A question, and the entries or words of which the first hit must be one or hold one."""

    model_config = ConfigDict(extra="forbid")

    ask: str
    expect: list[str]


class Questions(BaseModel):
    """Questions that the FAQ and the documents answer, and some that they do not."""

    model_config = ConfigDict(extra="forbid")

    covered: list[Covered]
    uncovered: list[str]


@dataclass
class Decisions:
    """How often each kind was decided rightly, of how many, and what was not."""

    right: dict[str, int] = field(default_factory=dict)
    total: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def add(self, kind: str, text: str, *, right: bool) -> None:
        """Count one decision."""
        self.total[kind] = self.total.get(kind, 0) + 1
        self.right[kind] = self.right.get(kind, 0) + right
        if not right:
            self.wrong.append(f"{kind}: {text}")


def read_labelled(path: Path) -> Wishes | Questions:
    """Read a file of labelled wishes or questions.

    Raises:
        UserError: It cannot be read, or is neither.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        labelled: Wishes | Questions = TypeAdapter(Wishes | Questions).validate_python(content)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UserError(f"cannot read {path}: {' '.join(str(error).split())}") from error
    except ValidationError as error:
        raise UserError(
            f"{path} holds neither present and absent wishes nor covered and uncovered questions"
        ) from error
    return labelled


def decide(labelled: Wishes | Questions, carries: Carries, passages: Passages) -> Decisions:
    """Make every decision of a file and compare it with its label.

    Args:
        labelled: Wishes or questions.
        carries: Whether the shop carries what a wish asks for.
        passages: The passages found for a question, best first.
    """
    found = Decisions()
    if isinstance(labelled, Wishes):
        for wish in labelled.present:
            found.add("present", wish, right=carries(wish))
        for wish in labelled.absent:
            found.add("absent", wish, right=not carries(wish))
        return found
    for each in labelled.covered:
        hits = passages(each.ask)
        found.add("covered", each.ask, right=any(hit.covered for hit in hits))
        found.add("first hit", each.ask, right=bool(hits) and _answers(hits[0], each.expect))
    for question in labelled.uncovered:
        answered = any(hit.covered for hit in passages(question))
        found.add("uncovered", question, right=not answered)
    return found


def _answers(hit: PassageHit, expected: list[str]) -> bool:
    passage = hit.passage
    return any(
        passage.id == f"faq:{each}" or passage.title == each or each in passage.text
        for each in expected
    )
