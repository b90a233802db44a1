"""The written words that invented shops, shoppers and replies are put together from."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

_FOLDER = Path(__file__).parent / "vocabulary"


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Kind(_Entry):
    """A kind of goods; `attributes` lists values, `features` predicates of descriptions."""

    name: str
    category: list[str]
    titles: list[str]
    plural_only: bool = False
    attributes: dict[str, list[str | bool]]
    features: list[str]
    purposes: list[str]


class Rule(_Entry):
    """One rule of a shop: questions about it, wordings of it, and ways to answer with it."""

    asks: list[str]
    says: list[str]
    replies: list[str]


class Policy(_Entry):
    """A topic that shops have rules about; `figures` are what a shop may fill in."""

    title: str
    figures: dict[str, list[float]]
    rules: list[Rule]


class ShopWords(_Entry):
    """Parts of names, voices, and what descriptions hold beside facts."""

    first: list[str]
    second: list[str]
    shop_names: list[str]
    brand_names: list[str]
    voices: list[str]
    hype: list[str]
    injections: list[str]
    colors: list[str]


class Clauses(_Entry):
    """How attributes, and wishes that are missed, become predicates."""

    keys: dict[str, list[str]]
    number: list[str]
    other: list[str]
    yes: dict[str, str]
    no: dict[str, str]
    other_yes: str
    other_no: str
    misses: dict[str, list[str]]


class Messages(_Entry):
    """What shoppers write, by what they want, and the noise around it."""

    search: list[str]
    limits: dict[str, list[str]]
    feature: list[str]
    purpose: list[str]
    recommend: list[str]
    compare: list[str]
    question: list[str]
    price_question: list[str]
    stock_question: list[str]
    rating_question: list[str]
    follow: list[str]
    injections: list[str]
    before: list[str]
    after: list[str]
    synonyms: dict[str, list[str]]


@cache
def kinds() -> list[Kind]:
    """Return the kinds of goods, of all files."""
    files = sorted((_FOLDER / "kinds").glob("*.yaml"))
    return [Kind.model_validate(entry) for path in files for entry in _read(path)]


@cache
def policies() -> list[Policy]:
    """Return the topics that shops have rules about."""
    return [Policy.model_validate(entry) for entry in _read(_FOLDER / "policies.yaml")]


@cache
def shop_words() -> ShopWords:
    """Return the words for shops."""
    return ShopWords.model_validate(_read(_FOLDER / "shops.yaml"))


@cache
def clauses() -> Clauses:
    """Return the predicates of attributes."""
    return Clauses.model_validate(_read(_FOLDER / "clauses.yaml"))


@cache
def messages() -> Messages:
    """Return the messages of shoppers."""
    return Messages.model_validate(_read(_FOLDER / "messages.yaml"))


@cache
def reply_patterns() -> dict[str, list[str]]:
    """Return the patterns of replies, by the scene that they belong to."""
    patterns: dict[str, list[str]] = _read(_FOLDER / "replies.yaml")
    return patterns


def _read(path: Path) -> Any:  # noqa: ANN401 -- validated by each caller
    return yaml.safe_load(path.read_text(encoding="utf-8"))
