"""The kinds of claims, one a file; each reports what no record bears out."""

from collections.abc import Callable, Iterator

from eval.checker.claims import (
    absence,
    attribute,
    availability,
    contact,
    count,
    evasion,
    figure,
    fit,
    name,
    order,
    policy,
    price,
    promise,
    rating,
    superlative,
)
from eval.checker.findings import Finding
from eval.checker.reading import Sentence

Check = Callable[[Sentence], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    price.find,
    figure.find,
    rating.find,
    availability.find,
    name.find,
    superlative.find,
    count.find,
    absence.find,
    policy.find,
    order.find,
    promise.find,
    contact.find,
    evasion.find,
    fit.find,
    attribute.find,
)

IN_ANY_LANGUAGE: tuple[Check, ...] = (price.find, order.find, contact.find)
"""Those that read amounts, numbers and addresses; the others read English words."""
