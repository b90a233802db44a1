"""A sentence of a reply as the claim checks see it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from eval.checker.findings import Finding, Kind, TurnContext
from eval.checker.lexicon import lexicon
from eval.checker.mentions import Mention, find_mentions
from eval.checker.polarity import clauses, negated
from eval.checker.quantities import Money, Quantity, read_money, read_quantities
from eval.checker.shop import ProductFacts, ShopView
from eval.text import fold, stems

_ALL = re.compile(r"\b(?:both|all|each|every|these|they|everything)\b(?!-)", re.I)
_ORDER_ID = re.compile(r"#\w+|\b[A-Z]\d{5,}\b")
_ORDER = re.compile(
    r"\b(?:your|the) (?:\w+ )?(?:order|parcel|package)\b|\btracking number\b"
    r"|\byou have \w+ orders?\b",
    re.I,
)
_GOES_ON = re.compile(
    r"^(?:items|total|placed|it (?:was|has|is)|this would|nothing has)\b"
    r"|\b(?:goes? back to|is charged to|difference to pay)\b",
    re.I,
)
_GENERAL = re.compile(r"\b(?:as long as|while|if|until|once|when|before|after|can be)\b", re.I)


@dataclass(frozen=True)
class Sentence:
    """One sentence, with what the shopper sees around it.

    `carried` are the products, and `orders` the order numbers, that the sentences before this one
    spoke of.
    """

    text: str
    context: TurnContext
    shop: ShopView
    carried: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()

    @cached_property
    def low(self) -> str:
        """The text, folded."""
        return fold(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its words."""
        return frozenset(stems(self.text))

    @cached_property
    def on_screen(self) -> list[str]:
        """Products that the shopper sees or has seen, latest first, without repeats."""
        page = (self.context.page,) if self.context.page else ()
        seen = [*self.context.cards, *page, *reversed(self.context.shown_before)]
        return [p for p in dict.fromkeys(seen) if p in self.shop.records.products]

    @cached_property
    def mentions(self) -> list[Mention]:
        """The products that it names."""
        current = [p for p in self.context.cards if p in self.shop.records.products]
        found = find_mentions(self.text, current or self.on_screen, self.shop)
        return found or find_mentions(self.text, self.on_screen, self.shop)

    def in_name(self, place: int) -> bool:
        """Whether that place is within a product's name."""
        return any(mention.start <= place < mention.end for mention in self.mentions)

    @cached_property
    def named(self) -> list[str]:
        """Ids of the products that it names, in order."""
        return list(dict.fromkeys(p for mention in self.mentions for p in mention.products))

    @cached_property
    def subjects(self) -> list[ProductFacts]:
        """The products that it is about: those named, else those before, else the cards."""
        current = [p for p in self.context.cards if p in self.shop.records.products]
        if self.named and not (self.says_all and len(self.named) == 1):
            ids: Sequence[str] = self.named
        elif self.says_all:
            ids = current or self.on_screen
        else:
            ids = self.carried or current or self.on_screen
        return [self.shop.facts(p) for p in ids]

    @cached_property
    def says_all(self) -> bool:
        """Whether what it says holds for every product it is about."""
        return bool(_ALL.search(self.text))

    @cached_property
    def negated(self) -> bool:
        """Whether it denies something."""
        return negated(self.text)

    @cached_property
    def money(self) -> list[Money]:
        """The amounts that it names."""
        return read_money(self.text)

    @cached_property
    def quantities(self) -> list[Quantity]:
        """The measures that it names."""
        taken = [(amount.start, amount.end) for amount in self.money]
        return [
            quantity
            for quantity in read_quantities(self.text)
            if not any(start < quantity.end and quantity.start < end for start, end in taken)
        ]

    @cached_property
    def names_order(self) -> bool:
        """Whether it gives the number of an order, or goes on about one that was given before."""
        goes_on = bool(self.orders) and _GOES_ON.search(self.text)
        return bool(goes_on or _ORDER_ID.search(self.text))

    @cached_property
    def about_order(self) -> bool:
        """Whether it speaks of an order of the shopper's, by its number or going on about one."""
        if self.names_order:
            return True
        if self.about_policy_only or _GENERAL.search(self.text):
            return False
        return bool(_ORDER.search(self.text))

    @cached_property
    def order_ids(self) -> tuple[str, ...]:
        """The numbers of the orders that it speaks of: those it names, else those before."""
        named = tuple(_ORDER_ID.findall(self.text))
        return named or (self.orders if self.about_order else ())

    @cached_property
    def about_policy_only(self) -> bool:
        """Whether it speaks of the shop's terms: no product, no order number."""
        if self.mentions or self.names_order:
            return False
        return bool(self.stems & lexicon("policy"))

    def near(self, place: int) -> list[ProductFacts]:
        """Return what stands closest before a place in the sentence; else after; else subjects."""
        before = [mention for mention in self.mentions if mention.start < place]
        after = [mention for mention in self.mentions if mention.start >= place]
        nearest = before[-1:] or after[:1]
        if not nearest or (self.says_all and len(self.mentions) == 1):
            return self.subjects
        return [self.shop.facts(p) for p in nearest[0].products]

    def clauses(self) -> list["Sentence"]:
        """Return its clauses, each about its own products or, without any, about those before."""
        parts: list[Sentence] = []
        carried = tuple(facts.product.id for facts in self.subjects)
        for text in clauses(self.text):
            part = Sentence(text, self.context, self.shop, carried)
            carried = tuple(part.named) or carried
            parts.append(part)
        return parts

    def asked(self) -> str:
        """Return all that the shopper has said so far."""
        return " ".join(self.context.messages)

    def finding(self, kind: Kind, claim: str, reason: str) -> Finding:
        """Report a claim of this sentence."""
        return Finding(kind, claim, self.text, reason)
