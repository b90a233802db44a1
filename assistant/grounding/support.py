"""What the records vouch for: the ground that a turn's sentences must stand on."""

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.grounding.claims import read_amounts
from assistant.grounding.words import NO_WORDS, Words, read_words, stem
from assistant.state import Evidence, EvidenceProduct, Understanding, Verdict
from retrieval.product import Product

_PURPOSE = re.compile(
    r"\bfor (?!under|less|about)(.+?)(?=\b(?:with|that|which|under|in|but)\b|[,.;!?]|$)", re.I
)


@dataclass(frozen=True)
class ProductGround:
    """What may be said of one product."""

    words: Words
    amounts: frozenset[Decimal]
    in_stock: bool


@dataclass(frozen=True)
class Ground:
    """What may be said in this turn.

    `sources` are the sentences of passages and facts, one by one: a claim about a policy
    must not only use their words but agree with the sentence that it comes closest to.
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
    shared = _joined([read_words(text) for text in [*texts, evidence.statement]])
    if evidence.verdict in {Verdict.MATCHES, Verdict.CLOSEST}:
        shared |= _echo(message, evidence.products, understanding)
    bounds = {understanding.constraints.price_min, understanding.constraints.price_max} - {None}
    stated = {amount for text in [*texts, evidence.statement] for amount in read_amounts(text)}
    return Ground(
        verdict=evidence.verdict,
        products={entry.ref: _product_ground(entry) for entry in evidence.products},
        shared=shared,
        amounts=frozenset(stated) | frozenset(bound for bound in bounds if bound is not None),
        sources=tuple(read_words(part) for text in texts for part in _sentences(text)),
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
    prices = {money.amount for money in (product.price, product.sale_price) if money is not None}
    return ProductGround(
        words=read_words(product_text(product)) | read_words(f"{misses} {sale}"),
        amounts=frozenset(prices) | frozenset(read_amounts(misses)),
        in_stock=product.in_stock,
    )


def _echo(message: str, products: list[EvidenceProduct], understanding: Understanding) -> Words:
    """The shopper's words that claim nothing when said back: the purpose, and wishes all meet.

    "A bag for my sister's birthday" may be called a birthday gift; but a "waterproof bag" is
    called waterproof only where its own record says so.
    """
    purpose = NO_WORDS
    for phrase in _PURPOSE.findall(message):
        purpose |= read_words(phrase)
    attributes = _joined([read_words(_attributes_text(entry.product)) for entry in products])
    free = purpose.asserted - attributes.asserted
    said = read_words(message)
    if all(entry.fits for entry in products):
        met = _wish_stems(understanding)
        return Words(free | met, frozenset(), said.numbers, said.figures)
    # Where the wish is not met, its words may be denied: "it is not silver".
    return Words(free, said.asserted, frozenset(), said.figures)


def _attributes_text(product: Product) -> str:
    values = " . ".join(str(value) for value in product.attributes.values())
    return f"{' . '.join(product.attributes)} . {values}".replace("_", " ")


def _wish_stems(understanding: Understanding) -> frozenset[str]:
    wish = understanding.constraints
    texts = [wish.color, wish.brand, wish.category, wish.size]
    return frozenset(stem(word) for text in texts if text for word in text.split())


def _sentences(text: str) -> list[str]:
    return [part for part in text.replace("\n", ". ").split(". ") if part.strip()]


def _joined(words: list[Words]) -> Words:
    joined = NO_WORDS
    for each in words:
        joined |= each
    return joined
