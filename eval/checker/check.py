"""The checker: every sentence of a reply against the shop's records."""

from eval.checker.claims import CHECKS, IN_ANY_LANGUAGE
from eval.checker.findings import Finding, TurnContext
from eval.checker.reading import Sentence
from eval.checker.sentences import sentences
from eval.checker.shop import ShopView
from eval.language import may_be_english
from eval.records import ShopRecords


class Checker:
    """Finds the claims in replies that no record of the shop bears out.

    It reads the catalog, the passages and the orders itself, and of the turn only what the
    shopper could see.

    >>> from retrieval.product import Product
    >>> mug = Product(id="m1", title="Fern Mug", price={"amount": 14})
    >>> checker = Checker(ShopRecords.of([mug]))
    >>> [f.kind for f in checker.check("The Fern Mug costs $12.", TurnContext(cards=("m1",)))]
    ['price']
    """

    def __init__(self, records: ShopRecords) -> None:
        self._shop = ShopView(records)

    def check(self, reply: str, context: TurnContext) -> list[Finding]:
        """Return the unsupported claims of a reply, in the order of its sentences.

        Args:
            reply: The words as the shopper reads them; Markdown is allowed. Of a reply that is
                not English only amounts, order numbers and contact details are read.
            context: What else was on the screen.

        Returns:
            One finding for each claim; empty where every claim is borne out.
        """
        checks = CHECKS if may_be_english(reply) else IN_ANY_LANGUAGE
        findings: list[Finding] = []
        carried: tuple[str, ...] = ()
        orders: tuple[str, ...] = ()
        for text in sentences(reply):
            sentence = Sentence(text, context, self._shop, carried, orders)
            carried = tuple(sentence.named) or carried
            orders = sentence.order_ids or orders
            if not _claims_nothing(sentence):
                findings += [finding for check in checks for finding in check(sentence)]
        return findings


def _claims_nothing(sentence: Sentence) -> bool:
    """Whether it is a question, or a record's own words."""
    asks = sentence.text.rstrip("\"')").endswith("?")
    return asks or sentence.shop.quotes(sentence.text, sentence.on_screen)
