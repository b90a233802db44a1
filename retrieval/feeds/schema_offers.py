"""What schema.org's `Offer` and `AggregateOffer` say of price and stock."""

import re
from collections.abc import Iterator
from decimal import Decimal

from retrieval.feeds.json_ld import Graph, Node
from retrieval.feeds.prices import price

_LIST_PRICE = re.compile(r"ListPrice|StrikethroughPrice")
_SUGGESTED = re.compile(r"MSRP|SRP|MinimumAdvertisedPrice|InvoicePrice")
_SOLD_OUT = re.compile(
    r"out.?of.?stock|sold.?out|discontinued|back.?order|pre.?(?:order|sale)", re.I
)
# Prices of a unit ("per 100 ml") and for members only are not what the product costs.
_CONDITIONAL = ("referenceQuantity", "validForMemberTier", "eligibleQuantity")


def offer_texts(graph: Graph, product: Node) -> dict[str, str]:
    """Return the price, the sale price, the availability and the stock of a product, where given.

    Of several offers that one counts which can be had for least; of an `AggregateOffer` that does
    not list them, the low price.

    Raises:
        ValueError: A price cannot be read.
    """
    offers = [_texts(graph, offer) for offer in _offers(graph, product)]
    return min(offers, key=_preference, default={})


def _offers(graph: Graph, product: Node) -> Iterator[Node]:
    for offer in graph.nodes_of(product, "offers"):
        yield from graph.nodes_of(offer, "offers") or [offer]


def _preference(texts: dict[str, str]) -> tuple[bool, bool, Decimal]:
    asked = texts.get("sale_price") or texts.get("price")
    amount = Decimal(price(asked)["amount"]) if asked else Decimal(0)
    return bool(_SOLD_OUT.search(texts.get("availability", ""))), not asked, amount


def _texts(graph: Graph, offer: Node) -> dict[str, str]:
    asked = _amount(graph, offer, offer)
    listed = ""
    for specification in graph.nodes_of(offer, "priceSpecification"):
        kind = str(specification.get("priceType", ""))
        if any(name in specification for name in _CONDITIONAL) or _SUGGESTED.search(kind):
            continue
        if _LIST_PRICE.search(kind):
            listed = listed or _amount(graph, specification, offer)
        else:
            asked = asked or _amount(graph, specification, offer)
    level = next(iter(graph.values(offer, "inventoryLevel")), "")
    texts = {
        "price": listed or asked,
        "sale_price": asked if listed else "",
        "availability": str(offer.get("availability") or ""),
        "stock": decimal_text(level.get("value", "") if isinstance(level, Node) else level),
    }
    return {name: text for name, text in texts.items() if text}


def _amount(graph: Graph, node: Node, offer: Node) -> str:
    """The price that a node states, with its currency; empty where it states none."""
    amounts = graph.values(node, "price") or graph.values(node, "lowPrice")
    amount = decimal_text(amounts[0]).strip() if amounts else ""
    currency = str(node.get("priceCurrency") or offer.get("priceCurrency") or "")
    return f"{amount.strip('$€£ ')} {currency}" if amount and currency else amount


def decimal_text(value: object) -> str:
    """A number or a text as text; a number such that its point cannot be taken for thousands.

    >>> decimal_text(1.299), decimal_text("1299")
    ('1.2990', '1299')
    """
    text = str(value)
    return f"{text}0" if isinstance(value, float) and re.search(r"\.\d{3}$", text) else text
