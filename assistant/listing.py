"""What a listing says about a question: the sentences of the record that answer it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from pydantic import TypeAdapter

from assistant.grounding.words import is_neutral, read_words, stem
from retrieval.product import Product

Encode = Callable[[list[str]], NDArray[np.float32]]

_ORIGIN = re.compile(r"\b(?:made|manufactured|produced) in\b")
"""Asks where it comes from, and not what it is made of."""
_MOST_SENTENCES = 2
_CLEAR_COSINE = 0.86
"""gte-small puts even unrelated sentences at 0.75; above this they are about one thing."""


@dataclass(frozen=True)
class Statement:
    """One thing that the record says: a field, an attribute, or a sentence of the description."""

    text: str
    field: str | None = None
    attribute: str | None = None
    value: str = ""


FIELDS = ("price", "stock", "rating", "options")
"""What every record can be asked for; each has wordings of its own."""


def statements_of(product: Product) -> list[Statement]:
    """Return the record's fields, attributes and description sentences, each as a statement.

    >>> statements_of(Product(id="1", title="Mug", attributes={"care": "hand wash"}))[-1]
    Statement(text='care: hand wash', field=None, attribute='care', value='hand wash')
    """
    fields = [Statement(f"{name}:", field=name) for name in FIELDS]
    attributes = [
        Statement(
            f"{key.replace('_', ' ')}: {plain(value)}",
            attribute=key.replace("_", " "),
            value=plain(value),
        )
        for key, value in product.attributes.items()
    ]
    sentences = [part.strip() for part in product.description.split(". ") if part.strip()]
    described = [Statement(sentence.rstrip(".") + ".") for sentence in sentences]
    return fields + attributes + described


def answers(question: str, product: Product, encode: Encode) -> list[Statement]:
    """Return the statements that answer the question, best first; empty: the listing is silent.

    A statement answers where it shares a word with the question beyond the product's own
    name (or a word of the same topic: "heavy" asks for the weight), or is about the same thing
    by its embedding.

    Args:
        question: As the shopper asked it.
        product: Whose record is read.
        encode: Turns texts into normalised vectors, shape (texts, dimensions).
    """
    statements = statements_of(product)
    named = _stems(product.title)
    topics, words = _topic_stems(question) - named, _question_stems(question) - named
    # A word of the question's own counts double: "battery" before what else has to do with it.
    shared = [len(topics & said) + 2 * len(words & said) for said in map(_said, statements)]
    if any(shared):
        order = sorted(range(len(statements)), key=lambda at: (-shared[at], at))
        return [statements[at] for at in order if shared[at] == max(shared)][:_MOST_SENTENCES]
    said = statements[len(FIELDS) :]
    if not said:
        return []
    vectors = encode([question, *(statement.text for statement in said)])
    cosines = vectors[1:] @ vectors[0]
    best = int(np.argmax(cosines))
    return [said[best]] if cosines[best] >= _CLEAR_COSINE else []


def _said(statement: Statement) -> set[str]:
    """The stems that a statement is found by; a field is found by its name alone."""
    return {stem(statement.field)} if statement.field else _stems(statement.text)


def _topic_stems(question: str) -> set[str]:
    """The words that records use for each topic that the question touches."""
    asked_for = _ORIGIN.sub("origin", question.lower())
    said = {stem(word.strip("?!.,'\"")) for word in asked_for.split()}
    return {word for asked, recorded in _topics() if said & asked for word in recorded}


def _question_stems(question: str) -> set[str]:
    return {word for word in _stems(question) if not is_neutral(word)}


@cache
def _topics() -> list[tuple[frozenset[str], frozenset[str]]]:
    text = (Path(__file__).parent / "listing_topics.yaml").read_text(encoding="utf-8")
    rows = TypeAdapter(list[dict[str, str]]).validate_python(yaml.safe_load(text))
    return [
        (
            frozenset(stem(word) for word in row["asked"].split()),
            frozenset(stem(word) for word in row["recorded"].split()),
        )
        for row in rows
    ]


def _stems(text: str) -> set[str]:
    words = read_words(text)
    return set(words.asserted | words.negated)


def plain(value: object) -> str:
    """Return an attribute's value as a shopper reads it.

    >>> plain(True), plain(["S", "M"]), plain(2.0)
    ('yes', 'S, M', '2')
    """
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, list) else str(value)
