"""Decides whether a sentence stands in the evidence; every rule returns a reason or None."""

from collections.abc import Callable

from assistant.grounding.claims import Claims, read_claims
from assistant.grounding.support import Ground, ProductGround
from assistant.grounding.words import Words, joined
from assistant.state import Verdict

Rule = Callable[[Claims, Ground, list[ProductGround]], str | None]


def objection(sentence: str, ground: Ground, subject: tuple[str, ...] = ()) -> str | None:
    """Return why the sentence must not be sent, or None where the evidence bears it.

    Args:
        sentence: One sentence as the model wrote it, with references such as `[P1]`.
        ground: What the evidence vouches for.
        subject: References of the sentence before, which "it" and "they" go on about.
    """
    claims = read_claims(sentence)
    unknown = [ref for ref in claims.references if ref not in ground.products]
    if unknown:
        return f"refers to a product that was not found: {unknown[0]}"
    subject = tuple(ground.products) if claims.of_all else subject
    names = claims.references or tuple(ref for ref in subject if ref in ground.products)
    products = [ground.products[ref] for ref in names]
    for rule in _RULES:
        reason = rule(claims, ground, products)
        if reason:
            return reason
    return None


def _amounts(claims: Claims, ground: Ground, products: list[ProductGround]) -> str | None:
    vouched = ground.amounts.union(*(product.amounts for product in products))
    wrong = claims.amounts - vouched
    return f"states an amount that no record gives: {min(wrong)}" if wrong else None


def _stock(claims: Claims, ground: Ground, products: list[ProductGround]) -> str | None:
    concerned = products or list(ground.products.values())
    if not concerned:
        return None
    if claims.says_in_stock and not all(product.in_stock for product in concerned):
        return "says in stock, the record says it is not"
    if claims.says_sold_out and any(product.in_stock for product in concerned):
        return "says out of stock, the record says it is in stock"
    if claims.left - {product.stock for product in concerned}:
        return "states a stock that no record gives"
    return None


def _verdict(claims: Claims, ground: Ground, products: list[ProductGround]) -> str | None:
    if ground.verdict is Verdict.MATCHES:
        denied = claims.says_unfit or (claims.says_absent and not claims.names_products)
        return "denies what was found" if denied else None
    missed = ground.verdict in {Verdict.CLOSEST, Verdict.NOTHING}
    denies = claims.says_absent or claims.says_unfit
    if missed and claims.says_fits and not denies:
        return "says that it fits, the records say that it does not"
    if ground.verdict is Verdict.NOT_COVERED and not denies:
        return "answers what no record answers"
    return None


def _figures(claims: Claims, ground: Ground, products: list[ProductGround]) -> str | None:
    vouched = _vouched(claims, ground, products)
    counts = {str(len(ground.products)), str(len(products)), *map(str, claims.left)}
    for number in claims.words.numbers - counts - vouched.numbers:
        return f"states a figure that no record gives: {number}"
    for number, unit in claims.words.figures - vouched.figures:
        units = {known for value, known in vouched.figures if value == number}
        if units and unit in {known for _, known in vouched.figures}:
            return f"gives {number} another unit than the record: {unit}"
    return None


def _words(claims: Claims, ground: Ground, products: list[ProductGround]) -> str | None:
    vouched = _vouched(claims, ground, products)
    invented = claims.words.asserted - vouched.asserted
    if invented:
        return f"says what no record says: {', '.join(sorted(invented))}"
    denied = claims.words.negated - vouched.negated
    if denied:
        return f"denies what no record denies: {', '.join(sorted(denied))}"
    return None


def _agreement(claims: Claims, ground: Ground, products: list[ProductGround]) -> str | None:
    """What is claimed of a policy must stand, clause by clause, in one sentence of it."""
    if products or not ground.sources:
        return None
    for clause in claims.clauses:
        if not any(_bears(source, clause) for source in ground.sources):
            return f"puts together or turns around what the source says: {_named(clause)}"
    return None


def _bears(source: Words, clause: Words) -> bool:
    known = source.asserted | source.negated
    turned = (clause.asserted & source.negated - source.asserted) | (
        clause.negated & source.asserted - source.negated
    )
    in_source = clause.asserted | clause.negated <= known and clause.numbers <= source.numbers
    return in_source and not turned


def _named(clause: Words) -> str:
    return ", ".join(sorted(clause.asserted | clause.negated | clause.numbers))


def _vouched(claims: Claims, ground: Ground, products: list[ProductGround]) -> Words:
    everything = [product.words for product in ground.products.values()]
    if claims.asks and not claims.references:
        return joined([ground.shared, *everything])
    if claims.of_all or not products:
        # A sentence about no product in particular may say what holds for all of them.
        return ground.shared | _common(everything) if everything else ground.shared
    return joined([ground.shared, *(product.words for product in products)])


def _common(words: list[Words]) -> Words:
    first, *rest = words
    return Words(
        first.asserted.intersection(*(each.asserted for each in rest)),
        first.negated.intersection(*(each.negated for each in rest)),
        first.numbers.intersection(*(each.numbers for each in rest)),
        first.figures.intersection(*(each.figures for each in rest)),
    )


_RULES: tuple[Rule, ...] = (_amounts, _stock, _verdict, _figures, _words, _agreement)
