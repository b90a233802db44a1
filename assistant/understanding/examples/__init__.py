"""Labelled examples of what shoppers write: one file an intent, and patterns put together."""

import hashlib
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from assistant.state import Intent
from retrieval.text import fold, words

FOLDER = Path(__file__).parent
_SLOT = re.compile(r"\{(\w+)\}")
_THINGS = re.compile(r"product.*|brand|colour|city|order|name")
"""Slots that name things, and say nothing about what is asked of them."""
_FILLINGS = 2
_MOST_FILLINGS = 8

Slots = dict[str, list[str]]


@dataclass(frozen=True)
class Example:
    """One message with its intent; `written` numbers the line that it was filled from."""

    text: str
    intent: Intent
    language: str
    written: int


def load_examples(seed: int = 7) -> list[Example]:
    """Return every example, those with slots filled in several ways, repeatably.

    >>> {example.language for example in load_examples()} >= {"en", "es", "fr", "de", "zh"}
    True
    """
    slots = _slots()
    examples = []
    for written, (intent, language, line) in enumerate(_written()):
        # By the line itself, so that a line added changes no other's fillings.
        chooser = random.Random(f"{seed} {line}")
        fillings = min(_FILLINGS * len(_SLOT.findall(line)), _MOST_FILLINGS) or 1
        texts = {_filled(line, slots, chooser) for _ in range(fillings)}
        examples += [Example(text, intent, language, written) for text in sorted(texts)]
    return examples


@cache
def words_by_language() -> dict[str, frozenset[str]]:
    """Return the words that the examples use in each language, those of the slots included."""
    found: dict[str, set[str]] = {}
    for example in load_examples():
        found.setdefault(example.language, set()).update(fold(example.text).split())
    strip = " .,!?¿¡#\"'"
    return {name: frozenset(word.strip(strip) for word in used) for name, used in found.items()}


@cache
def thing_words() -> frozenset[str]:
    """Return the words of things, brands, colours and places that the examples speak of."""
    named = (lines for name, lines in _slots().items() if _THINGS.fullmatch(name))
    return frozenset(words(" ".join(line for lines in named for line in lines)))


@cache
def common_words() -> frozenset[str]:
    """Return the words that shoppers write anyway: no typo, and no brand unless capitalised.

    >>> "table" in common_words()
    True
    """
    counts = Counter(word for _, _, line in _written() for word in words(line))
    filled = words(" ".join(line for lines in _slots().values() for line in lines))
    # The examples hold typos on purpose; a typo is rarely made twice.
    return frozenset(filled) | {word for word, count in counts.items() if count > 1}


def fingerprint() -> str:
    """Return a hash that changes with any of the example files."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.yaml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def _written() -> list[tuple[Intent, str, str]]:
    """Return every line as written, with its intent and language."""
    patterns = yaml.safe_load((FOLDER / "patterns.yaml").read_text(encoding="utf-8"))
    lines = []
    for intent in Intent:
        own = yaml.safe_load((FOLDER / f"{intent.value}.yaml").read_text(encoding="utf-8"))
        for blocks in (own, patterns.get(intent.value, {})):
            for language, block in blocks.items():
                lines += [(intent, language, line) for line in _lines(block)]
    return lines


@cache
def _slots() -> Slots:
    content = yaml.safe_load((FOLDER / "slots.yaml").read_text(encoding="utf-8"))
    return {name: list(_lines(block)) for name, block in content.items()}


def _filled(line: str, slots: Slots, chooser: random.Random) -> str:
    """Fill the slots of a line; what fills one may hold slots itself."""
    while _SLOT.search(line):
        line = _SLOT.sub(lambda found: chooser.choice(slots[found[1]]), line)
    return line


def _lines(block: str) -> Iterator[str]:
    return (line.strip().strip('"') for line in block.splitlines() if line.strip())
