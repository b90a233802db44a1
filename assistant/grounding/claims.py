"""What a sentence claims: which products, amounts, availability, presence or absence."""

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.grounding.words import Words, read_words

REFERENCE = re.compile(r"\[?\b(P\d{1,2})\b\]?")
_MONEY = re.compile(
    r"(?:[$€£¥]|\b(?:USD|EUR|GBP)\s?)\s?(\d+(?:[.,]\d+)*)"
    r"|(\d+(?:[.,]\d+)*)\s?(?:[$€£¥]|(?:USD|EUR|GBP|dollars?|euros?|pounds?|bucks|cents)\b)",
    re.I,
)
_SOLD_OUT = re.compile(
    r"\b(?:out of stock|sold out|unavailable|not (?:\w+ )?(?:in stock|available))\b", re.I
)
_IN_STOCK = re.compile(r"\b(?:in stock|available|ready to ship|left in stock)\b", re.I)
_DENIAL = re.compile(
    r"(?:\b(?:no|not|cannot|unable|none|nothing)\b|n['’]t\b).{0,60}\b"
    r"(?:have|carry|find|found|offer|sell|stock|available|match(?:es|ing)?|fits?|meets?|options?|help)\b"
    r"|\b(?:have|has|found|find|see|there (?:is|are)|carry|offer) (?:no|none|nothing)\b"
    r"|\b(?:unfortunately|unable to|sorry)\b",
    re.I,
)
_FIT = re.compile(
    r"\b(?:match(?:es|ing)?|fits?|meets?|suits?|perfect|exactly|just what|ideal"
    r"|within (?:your|the)\s+budget)\b",
    re.I,
)


@dataclass(frozen=True)
class Claims:
    """The claims of one sentence, each of which must stand in the evidence."""

    references: tuple[str, ...]
    amounts: frozenset[Decimal]
    words: Words
    says_in_stock: bool
    says_sold_out: bool
    denies: bool
    says_fits: bool


def read_claims(sentence: str) -> Claims:
    """Return what the sentence claims.

    >>> claims = read_claims("[P2] costs $49.90 and is in stock.")
    >>> claims.references, claims.amounts, claims.says_in_stock
    (('P2',), frozenset({Decimal('49.90')}), True)
    """
    text = REFERENCE.sub(" ", sentence)
    sold_out = bool(_SOLD_OUT.search(text))
    return Claims(
        references=tuple(dict.fromkeys(REFERENCE.findall(sentence))),
        amounts=frozenset(read_amounts(text)),
        words=read_words(_MONEY.sub(" ", text)),
        says_in_stock=not sold_out and bool(_IN_STOCK.search(text)),
        says_sold_out=sold_out,
        denies=bool(_DENIAL.search(text)),
        says_fits=bool(_FIT.search(text)),
    )


def read_amounts(text: str) -> list[Decimal]:
    """Return the amounts of money in a text, whatever their currency sign.

    >>> read_amounts("from $1,299 down to 999.50 dollars")
    [Decimal('1299'), Decimal('999.50')]
    """
    found = [first or second for first, second in _MONEY.findall(text)]
    return [_decimal(number) for number in found]


def _decimal(number: str) -> Decimal:
    """Read a number in either convention: a comma before exactly two last digits is decimal."""
    if re.search(r",\d{2}$", number):
        number = number.replace(".", "").replace(",", ".")
    return Decimal(number.replace(",", ""))
