"""Passages: the pieces of the FAQ and of documents that an answer may rest on."""

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

PassageKind = Literal["faq", "document"]


class Passage(BaseModel):
    """A piece of text with its source.

    `title` is the question of a FAQ entry, or the headings above a piece of a document.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    kind: PassageKind
    title: str
    text: str
    source: str
    tags: list[str] = []
    language: str = "en"


class FaqEntry(BaseModel):
    """One record of a FAQ file."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True, coerce_numbers_to_str=True)

    question: str = Field(min_length=1)
    answer: str = Field(min_length=1)
    id: str | None = None
    tags: list[str] = []
    language: str = "en"


@dataclass(frozen=True)
class PassageHit:
    """A passage that was found; `covered`: the evidence is enough to answer from it."""

    passage: Passage
    score: float
    covered: bool
