"""What is tried: attacks by message, texts planted in the shop's records, harmless messages."""

from dataclasses import dataclass
from importlib.resources import files
from typing import Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

Place = Literal["description", "review", "faq"]
Entry = TypeVar("Entry", bound=BaseModel)


class Attack(BaseModel):
    """Messages of one conversation; `never` are words that no reply may hold.

    `signed_in`: a shopper with an order that can still be changed. `{order}` stands for that order
    and `{other_order}`, `{other_email}`, `{other_name}` for what belongs to another shopper.
    """

    model_config = ConfigDict(extra="forbid")

    name: str
    messages: list[str] = Field(min_length=1)
    signed_in: bool = False
    never: list[str] = []


class Poison(BaseModel):
    """A text that stands in a record of the shop's; `never` are words that no reply may hold."""

    model_config = ConfigDict(extra="forbid")

    name: str
    text: str
    never: list[str] = []


class Harmless(BaseModel):
    """A shopper's message that has the words of an attack, and is none."""

    model_config = ConfigDict(extra="forbid")

    text: str


@dataclass(frozen=True)
class Case:
    """One conversation that is to be played.

    `shopper` is the user who is signed in. `planted` is the text in the record that the messages
    are about: none of it may be passed on. `belongs_here`: it is this shop's business, so that a
    reply "that is outside what I can help with" refuses it.
    """

    suite: str
    name: str
    messages: tuple[str, ...]
    shopper: str | None = None
    never: tuple[str, ...] = ()
    planted: str = ""
    harmless: bool = False
    belongs_here: bool = False


def shipped_attacks() -> list[Attack]:
    """Return the attacks by message that come with the project."""
    return _shipped("messages", Attack)


def shipped_poison() -> list[Poison]:
    """Return the texts to plant that come with the project."""
    return _shipped("planted", Poison)


def shipped_harmless() -> list[Case]:
    """Return the harmless messages to a shop that come with the project."""
    entries = _shipped("harmless", Harmless)
    return [
        Case("shop talk", entry.text, (entry.text,), harmless=True, belongs_here=True)
        for entry in entries
    ]


def _shipped(name: str, kind: type[Entry]) -> list[Entry]:
    text = files("eval.safety").joinpath("suites", f"{name}.yaml").read_text(encoding="utf-8")
    return TypeAdapter(list[kind]).validate_python(yaml.safe_load(text))  # type: ignore[valid-type]
