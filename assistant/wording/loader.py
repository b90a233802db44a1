"""Loads the template sentences of a language; English stands in where one is missing."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter

_FOLDER = Path(__file__).parent
_SENTENCES = TypeAdapter(dict[str, str | list[str]])
LANGUAGES = tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


@dataclass(frozen=True)
class Wording:
    """The template sentences of one language, by key; some keys have several ways to say it."""

    language: str
    sentences: dict[str, str | list[str]]
    own: frozenset[str]
    """Keys that the language has itself; English stands in for the others."""

    def say(self, key: str, variety: int = 0, **values: object) -> str:
        """Return the sentence of that key with its slots filled.

        Args:
            key: Such as `search.matches`.
            variety: Picks among several ways to say it, so that replies do not sound alike.
            **values: What the slots in the sentence are filled with.

        Raises:
            KeyError: there is no such key, or a slot has no value.

        >>> load_wording("en").say("thanks.reply", variety=0)
        "You're welcome! Anything else I can find for you?"
        """
        found = self.sentences[key]
        sentence = found[variety % len(found)] if isinstance(found, list) else found
        return sentence.format(**values)


@cache
def load_wording(language: str) -> Wording:
    """Return the wording of that language (ISO 639-1), or English where there is none."""
    english = _read("en")
    if language not in LANGUAGES or language == "en":
        return Wording("en", english, frozenset(english))
    own = _read(language)
    return Wording(language, english | own, frozenset(own))


def _read(language: str) -> dict[str, str | list[str]]:
    text = (_FOLDER / f"{language}.yaml").read_text(encoding="utf-8")
    return _SENTENCES.validate_python(yaml.safe_load(text))
