"""Claims about prices: what a thing costs, costs less, or stays under."""

import re
from collections.abc import Iterator
from decimal import Decimal

from eval.checker.cart import sum_of_cart
from eval.checker.findings import Finding
from eval.checker.quantities import Money
from eval.checker.reading import Sentence
from eval.checker.shop import ProductFacts
from retrieval.product import Money as Price

_UNDER = re.compile(
    r"(?:under|below|less than|cheaper than|up to|at most|no more than|within|max(?:imum)?(?: of)?|"
    r"budget of|between [$€£]?[\d.,]+ and)\s+(?:your\s+|the\s+|just\s+)?(?:budget of\s+)?$",
    re.I,
)
_OVER = re.compile(r"(?:over|above|more than|at least|starting at|upwards of|between)\s+$", re.I)
_USUAL = re.compile(
    r"\b(?:was|were|instead|regular(?:ly)?|original(?:ly)?|down|before|reduced|usual(?:ly)?|"
    r"normally|list price|rather than|from|full price)\b",
    re.I,
)
_DIFFERENCE = re.compile(r"^\s*(?:cheaper|less|more|off|lower|higher|dearer|extra|saving)\b", re.I)
_SAVING = re.compile(
    r"\b(?:sav(?:e|es|ing)|reduced by|discount of|off by|(?:less|more|cheaper),? by)\b[^$€£\d]*$",
    re.I,
)
_CART = re.compile(r"\b(?:cart|basket|carrito|panier|warenkorb)\b|购物车", re.I)


def find(sentence: Sentence) -> Iterator[Finding]:
    """Report amounts of money that no price of the products spoken of bears out."""
    if sentence.about_order or not sentence.subjects or sentence.about_policy_only:
        return
    for amount in sentence.money:
        reason = _objection(sentence, amount)
        if reason:
            yield sentence.finding("price", amount.text, reason)
    yield from _percentages(sentence)


def _objection(sentence: Sentence, amount: Money) -> str:
    before, after = sentence.text[: amount.start], sentence.text[amount.end :]
    products = sentence.near(amount.start)
    if wrong := _wrong_currency(amount, products):
        return wrong
    if _is_sum_of_cart(sentence, amount):
        return ""
    if _DIFFERENCE.search(after) or _SAVING.search(before):
        return _difference(sentence, amount, products)
    if _UNDER.search(before):
        return "" if sentence.negated else _shown([p for p in products if not _under(p, amount)])
    if _OVER.search(before):
        return "" if sentence.negated else _shown([p for p in products if _under(p, amount)])
    known = {
        price for product in products for price in _prices(product, _USUAL.search(before + after))
    }
    return "" if amount.value in known else _shown(products)


def _under(facts: ProductFacts, limit: Money) -> bool:
    price = _offer(facts)
    return price is not None and price <= limit.value


def _wrong_currency(amount: Money, products: list[ProductFacts]) -> str:
    known = {price.currency for p in products if (price := p.product.offer_price)}
    return f"prices are in {', '.join(sorted(known))}" if known - {amount.currency} == known else ""


def _difference(sentence: Sentence, amount: Money, products: list[ProductFacts]) -> str:
    """A saving: against the product's own usual price, or between two of the products."""
    compared = sentence.subjects
    if len(sentence.named) < 2:  # what it is compared with stands in another sentence
        compared = [*compared, *(sentence.shop.facts(p) for p in sentence.on_screen)]
    offers = {price for p in compared if (price := _offer(p)) is not None}
    known = {abs(one - other) for one in offers for other in offers}
    known |= {_saving(p) for p in [*products, *sentence.subjects]}
    return "" if amount.value in known else f"differences are {sorted(map(str, known))}"


def _is_sum_of_cart(sentence: Sentence, amount: Money) -> bool:
    products, cart = sentence.shop.records.products, sentence.context.cart
    return bool(_CART.search(sentence.text)) and amount.value == sum_of_cart(products, cart)


def _percentages(sentence: Sentence) -> Iterator[Finding]:
    for quantity in sentence.quantities:
        if quantity.dimension != "percent" or not re.search(
            r"\boff\b|sav|reduc|discount", sentence.low
        ):
            continue
        cuts = [_saving(p) / usual * 100 for p in sentence.subjects if (usual := _usual(p))]
        if not any(abs(cut - quantity.value) < 1 for cut in cuts):
            reason = f"reductions are {[f'{cut:.0f}%' for cut in cuts]}"
            yield sentence.finding("price", quantity.text, reason)


def _amount(price: Price | None) -> Decimal | None:
    return None if price is None else price.amount


def _offer(facts: ProductFacts) -> Decimal | None:
    return _amount(facts.product.offer_price)


def _usual(facts: ProductFacts) -> Decimal | None:
    return _amount(facts.product.price)


def _saving(facts: ProductFacts) -> Decimal:
    usual, offer = _usual(facts), _offer(facts)
    return usual - offer if usual is not None and offer is not None else Decimal(0)


def _prices(facts: ProductFacts, usual_too: object) -> list[Decimal]:
    prices = [_offer(facts), _usual(facts) if usual_too else None]
    return [price for price in prices if price is not None]


def _shown(products: list[ProductFacts]) -> str:
    return "; ".join(f"{p.product.title} costs {_offer(p)}" for p in products[:4])
