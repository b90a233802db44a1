"""What a sentence claims: which products, amounts, availability, presence or absence."""

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.grounding.words import Words, read_clauses, read_words

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
_ABSENCE = re.compile(
    r"(?:\b(?:no|not|cannot|unable|none|nothing)\b|n['’]t\b).{0,60}\b"
    r"(?:have|carry|find|found|offer|sell|stock|available|options?|help)\b"
    r"|\b(?:have|has|found|find|see|there (?:is|are)|carry|offer) (?:no|none|nothing)\b"
    r"|\b(?:unfortunately|unable to|sorry)\b",
    re.I,
)
_MISFIT = re.compile(
    r"(?:\b(?:no|not|cannot|none|nothing)\b|n['’]t\b).{0,60}\b"
    r"(?:match(?:es|ing)?|fits?|meets?|suits?|what you)\b",
    re.I,
)
_FIT = re.compile(
    r"\b(?:match(?:es|ing)?|fits?|meets?|suits?|perfect|exactly|just what|ideal"
    r"|within (?:your|the)\s+budget)\b",
    re.I,
)
_LEFT = re.compile(r"\b(\d+|one)\s+(?:\w+\s+)?(?:left|remaining|in stock)\b", re.I)
_SCALE = re.compile(r"\bout of (?:5|five)\b", re.I)
_ALL = re.compile(r"\b(?:all|both|each|every|none|neither|either)\b", re.I)
_PRONOUN = re.compile(r"^\W*(?:\w+,\s+)?(?:it|they|this|that|these|those)\b", re.I)


@dataclass(frozen=True)
class Claims:
    """The claims of one sentence, each of which must stand in the evidence.

    `names_products`: it speaks of products by reference or pronoun, not of the shop's range;
    `of_all`: of every product; `left`: how many of a product it says there are.
    """

    references: tuple[str, ...]
    amounts: frozenset[Decimal]
    words: Words
    clauses: tuple[Words, ...]
    says_in_stock: bool
    says_sold_out: bool
    says_absent: bool
    says_unfit: bool
    says_fits: bool
    names_products: bool
    of_all: bool
    asks: bool
    left: frozenset[int]


def read_claims(sentence: str) -> Claims:
    """Return what the sentence claims.

    >>> claims = read_claims("[P2] costs $49.90 and is in stock.")
    >>> claims.references, claims.amounts, claims.says_in_stock
    (('P2',), frozenset({Decimal('49.90')}), True)
    """
    text = REFERENCE.sub(" ", sentence)
    plain = _SCALE.sub(" ", _MONEY.sub(" ", text))
    references = tuple(dict.fromkeys(REFERENCE.findall(sentence)))
    sold_out = bool(_SOLD_OUT.search(text))
    return Claims(
        references=references,
        amounts=frozenset(read_amounts(text)),
        words=read_words(plain),
        clauses=tuple(read_clauses(plain)),
        says_in_stock=not sold_out and bool(_IN_STOCK.search(text)),
        says_sold_out=sold_out,
        says_absent=bool(_ABSENCE.search(text)),
        says_unfit=bool(_MISFIT.search(text)),
        says_fits=bool(_FIT.search(text)),
        names_products=bool(references) or goes_on(text),
        of_all=not references and bool(_ALL.search(text)),
        asks=sentence.rstrip().endswith("?"),
        left=frozenset(1 if n.lower() == "one" else int(n) for n in _LEFT.findall(text)),
    )


def goes_on(sentence: str) -> bool:
    """Whether a sentence speaks of what the one before named: "It takes two days."."""
    return bool(_PRONOUN.match(sentence))


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
