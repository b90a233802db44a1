"""Claims: what may truthfully be said of an invented product, as predicates."""

from dataclasses import dataclass
from random import Random

from assistant.listing import plain
from assistant.responder.data.vocabulary import clauses
from retrieval.product import Product

_GENERAL = 0.06
"""Share of the general wording, which also serves attributes that have none of their own."""


@dataclass(frozen=True)
class Claim:
    """A predicate that is true of a product ("is made of felt"), and what it is about.

    `topic` is an attribute's name, or `feature` for something that the description says; a claim
    that `denies` ("has no hood") tells products apart and recommends none.
    """

    topic: str
    predicate: str
    denies: bool = False


def claims_of(product: Product, features: list[str], rng: Random) -> list[Claim]:
    """Return one claim for each attribute and each feature of the product."""
    attributes = [
        Claim(name, _predicate(name, value, rng), denies=value is False)
        for name, value in product.attributes.items()
        if value != "none"
    ]
    return [*attributes, *(Claim("feature", feature) for feature in features)]


def _predicate(name: str, value: object, rng: Random) -> str:
    words = clauses()
    if value is True:
        return words.yes.get(name, words.other_yes.format(k=name))
    if value is False:
        return words.no.get(name, words.other_no.format(k=name))
    shown = plain(value)
    general = words.number if any(map(str.isdigit, shown)) else words.other
    own = words.keys.get(name, general)
    patterns = general if rng.random() < _GENERAL else own
    return rng.choice(patterns).format(k=name, v=shown)
