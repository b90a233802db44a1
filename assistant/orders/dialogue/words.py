"""Tells what kind of service request a text speaks of, in several languages."""

import re
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import TypeAdapter

Kind = Literal["account_address", "address", "options", "payment", "items", "exchange", "return"]
_FILE = Path(__file__).with_name("words.yaml")
_KINDS: TypeAdapter[dict[Kind, list[list[str]]]] = TypeAdapter(dict[Kind, list[list[str]]])
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def speaks_of(kind: Kind, text: str) -> bool:
    """Whether a text has a word of that kind.

    >>> speaks_of("address", "it should be shipped elsewhere"), speaks_of("exchange", "想换大一号")
    (True, True)
    >>> speaks_of("return", "Ich möchte sie zurückgeben"), speaks_of("options", "colourful")
    (True, False)
    """
    return _patterns()[kind].search(text) is not None


@cache
def _patterns() -> dict[Kind, re.Pattern[str]]:
    kinds = _KINDS.validate_python(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
    return {
        kind: re.compile(
            "|".join(_pattern(w) for words in kinds[kind] for w in words), re.IGNORECASE
        )
        for kind in kinds
    }


def _pattern(word: str) -> str:
    if _CHINESE.search(word):
        return re.escape(word)
    ending = r"\w*" if word.endswith("*") else ""
    return rf"\b{re.escape(word.removesuffix('*'))}{ending}\b"
