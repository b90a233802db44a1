"""Turns the model's short references into names and prices from the records."""

from assistant.grounding.claims import REFERENCE, read_amounts
from assistant.state import Evidence, EvidenceProduct
from retrieval.money import format_money
from retrieval.product import Product

_LONGEST_NAME = 70


class Renderer:
    """Writes out references; the first mention of a product carries its price."""

    def __init__(self, evidence: Evidence, language: str = "en") -> None:
        self._entries = {entry.ref: entry for entry in evidence.products}
        self._language = language
        self._priced: set[str] = set()

    def render(self, sentence: str) -> str:
        """Return the sentence with every `[P1]` written out; all must be in the evidence."""
        prices_said = bool(read_amounts(sentence))
        return REFERENCE.sub(lambda found: self._name(found.group(1), prices_said), sentence)

    def _name(self, ref: str, prices_said: bool) -> str:
        entry = self._entries[ref]
        name = f"**{short_title(entry.product)}**"
        price = self._price(entry)
        if ref in self._priced or prices_said or price is None:
            return name
        self._priced.add(ref)
        return f"{name} ({price})"

    def _price(self, entry: EvidenceProduct) -> str | None:
        price = entry.product.offer_price
        return None if price is None else format_money(price, self._language)


def short_title(product: Product) -> str:
    """Return the title, cut at a word where it is long; feeds put whole data sheets in it.

    >>> short_title(Product(id="1", title="Desk lamp"))
    'Desk lamp'
    """
    title = product.title
    if len(title) <= _LONGEST_NAME:
        return title
    head = title[:_LONGEST_NAME]
    cut = head.rfind(",") if "," in head[20:] else head.rfind(" ")
    return head[: max(cut, 20)].rstrip(" ,-")
