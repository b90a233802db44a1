"""What the records vouch for: the ground that a turn's sentences must stand on."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import starmap

from assistant.grounding.claims import goes_on, read_amounts
from assistant.grounding.sentences import SentenceSplitter
from assistant.grounding.words import NO_WORDS, Words, joined, read_words, stem
from assistant.state import Evidence, EvidenceProduct, Understanding, Verdict
from retrieval.product import Product

_PURPOSE = re.compile(
    r"\b(?:for|to) (?!under|less|about)(.+?)(?=\b(?:with|that|which|under|in|but)\b|[,.;!?]|$)",
    re.I,
)

_GIFT = re.compile(r"\b(?:gifts?|presents?|birthday|christmas|wedding|anniversary)\b", re.I)
_FIGURE = re.compile(r"\d")
_SAID_OF = {"width": "wide", "height": "high tall", "length": "long", "depth": "deep"}
"""How a measure is said: a width of 59 in is 59 in wide."""


@dataclass(frozen=True)
class ProductGround:
    """What may be said of one product."""

    words: Words
    amounts: frozenset[Decimal]
    in_stock: bool
    stock: int | None


@dataclass(frozen=True)
class Ground:
    """What may be said in this turn.

    `sources` are the sentences of passages and facts, one by one: what is claimed of a policy
    must stand in one of them, not be put together from several.
    """

    verdict: Verdict
    products: dict[str, ProductGround]
    shared: Words
    amounts: frozenset[Decimal]
    sources: tuple[Words, ...]


def ground_of(evidence: Evidence, understanding: Understanding, message: str) -> Ground:
    """Collect what the evidence vouches for.

    The shopper's own words may be echoed ("a birthday gift") unless they are the question
    itself: a question about a product never counts as its answer.
    """
    texts = [passage.title + ". " + passage.text for passage in evidence.passages] + evidence.facts
    shared = joined(read_words(text) for text in [*texts, evidence.statement])
    if evidence.verdict in {Verdict.MATCHES, Verdict.CLOSEST}:
        shared |= _echo(message, evidence.products, understanding)
    if evidence.verdict is Verdict.NOTHING:
        shared = _denied(shared | read_words(message))
    bounds = {understanding.constraints.price_min, understanding.constraints.price_max} - {None}
    stated = {amount for text in [*texts, evidence.statement] for amount in read_amounts(text)}
    return Ground(
        verdict=evidence.verdict,
        products={entry.ref: _product_ground(entry) for entry in evidence.products},
        shared=shared,
        amounts=frozenset(stated) | frozenset(bound for bound in bounds if bound is not None),
        sources=tuple(_sources(evidence)),
    )


def product_text(product: Product) -> str:
    """Return everything that the record says about a product, as text.

    >>> product_text(Product(id="1", title="Mug", attributes={"dishwasher_safe": False}))
    'Mug. not dishwasher safe.'
    """
    lines = [product.title, product.brand or "", " ".join(product.category), product.description]
    for key, value in product.attributes.items():
        name = key.replace("_", " ")
        if isinstance(value, bool):
            lines.append(name if value else f"not {name}")
        else:
            listed = ", ".join(value) if isinstance(value, list) else str(value)
            lines.append(f"{name}: {listed}")
    return " ".join(f"{line.rstrip('.')}." for line in lines if line.strip())


def _product_ground(entry: EvidenceProduct) -> ProductGround:
    product = entry.product
    misses = " ".join(f"{miss}." for miss in entry.misses)
    sale = "On sale." if product.sale_price else ""
    rating = "" if product.rating is None else f"{product.rating:g} stars. "
    rating += (
        f"{product.rating_count} ratings. {product.rating_count} reviews."
        if product.rating_count
        else ""
    )
    prices = {money.amount for money in (product.price, product.sale_price) if money is not None}
    return ProductGround(
        words=read_words(product_text(product))
        | read_words(f"{misses} {sale} {rating}")
        | joined(starmap(_measure, product.attributes.items())),
        amounts=frozenset(prices) | frozenset(read_amounts(misses)),
        in_stock=product.in_stock,
        stock=product.stock,
    )


def _measure(name: str, value: object) -> Words:
    """Read an attribute also as a measure is said: "pages: 192" are 192 pages."""
    said = name.replace("_", " ")
    wide = " ".join(_SAID_OF.get(word, "") for word in said.split())
    return read_words(f"{value} {said}. {wide}") if _FIGURE.match(str(value)) else NO_WORDS


def _echo(message: str, products: list[EvidenceProduct], understanding: Understanding) -> Words:
    """The shopper's words that claim nothing when said back: the purpose, and wishes all meet.

    "A bag for my sister's birthday" may be called a birthday gift; but a "waterproof bag" is
    called waterproof only where its own record says so.
    """
    purpose = joined(map(read_words, [*_PURPOSE.findall(message), *_GIFT.findall(message)]))
    attributes = joined(read_words(_attributes_text(entry.product)) for entry in products)
    free = purpose.asserted - attributes.asserted
    said = read_words(message)
    if all(entry.fits for entry in products):
        met = _wish_stems(understanding)
        excluded = _stems(understanding.constraints.exclude)
        return Words(free | met, excluded, said.numbers, said.figures)
    # Where the wish is not met, its words may be denied: "it is not silver".
    return Words(free, said.asserted, frozenset(), said.figures)


def _attributes_text(product: Product) -> str:
    values = " . ".join(str(value) for value in product.attributes.values())
    return f"{' . '.join(product.attributes)} . {values}".replace("_", " ")


def _wish_stems(understanding: Understanding) -> frozenset[str]:
    wish = understanding.constraints
    return _stems([wish.color, wish.brand, wish.category, wish.size])


def _stems(texts: Iterable[str | None]) -> frozenset[str]:
    return frozenset(stem(word) for text in texts if text for word in text.split())


def _sources(evidence: Evidence) -> Iterator[Words]:
    """Read each sentence of a passage, and each fact.

    A sentence may be said with the words of the title above it, and of the one before it where
    it goes on from that ("It takes 3 days"); what it denies stays denied.
    """
    for passage in evidence.passages:
        title, before = read_words(passage.title), NO_WORDS
        for line in passage.text.splitlines():
            splitter = SentenceSplitter()
            for sentence in [*splitter.feed(line), *splitter.flush()]:
                said = read_words(sentence)
                named = title.asserted | (before.asserted if goes_on(sentence) else frozenset())
                yield said | Words(named - said.negated, frozenset(), frozenset(), frozenset())
                before = said
    yield from map(read_words, evidence.facts)


def _denied(words: Words) -> Words:
    """The same words, which may only be denied: what was asked for is not there."""
    return Words(frozenset(), words.asserted | words.negated, frozenset(), frozenset())
