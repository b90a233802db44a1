"""What a message asks of the cart: put in, take out, change, show, empty, check out."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant.state import Conversation, Intent
from retrieval.product import Product
from retrieval.text import fold, words

_FILE = Path(__file__).with_name("cart_words.yaml")
_FIGURE = r"(?<![\w.,#$€£-])\d{1,3}(?![\w.,-])"


class CartOperation(StrEnum):
    """What is to happen to the cart."""

    ADD = "add"
    REMOVE = "remove"
    CHANGE = "change"
    SHOW = "show"
    EMPTY = "empty"
    CHECKOUT = "checkout"


@dataclass(frozen=True)
class CartRequest:
    """What a message asks of the cart.

    `quantity`: how many, where it says so; with `step` (1 or -1), how many more or fewer.
    `thing`: its words that name what it is about. `names_cart`: it speaks of the cart itself.
    `elsewhere`: it speaks of an order, which is no cart any more.
    """

    operation: CartOperation | None
    quantity: int | None
    step: int
    thing: str
    names_cart: bool
    elsewhere: bool

    @property
    def alters_line(self) -> bool:
        """Whether it changes or takes out something that is in the cart already."""
        named = self.operation in _ON_LINES
        return named or bool(self.step) or (self.quantity is not None and not self.thing)


_ON_LINES = (CartOperation.REMOVE, CartOperation.CHANGE)


def read_cart_request(message: str) -> CartRequest:
    """Read a message; one that asks nothing of the cart has no operation.

    >>> request = read_cart_request("add two of the blue ones to my cart")
    >>> request.operation.value, request.quantity, request.thing
    ('add', 2, 'blue ones')
    >>> read_cart_request("make it three").operation.value
    'change'
    """
    text = fold(message.replace("\u2019", "'"))
    marks = {name: bool(pattern.search(text)) for name, pattern in _patterns().items()}
    step = -1 if marks["fewer"] else 1 if marks["more"] else 0
    quantity, rest = _quantity(text)
    thing = _thing(rest)
    operation = _operation(marks)
    if operation is None and marks["cart"] and not thing:  # nothing but "cart"
        operation = CartOperation.SHOW
    return CartRequest(
        operation=operation,
        quantity=quantity,
        step=step,
        thing=thing,
        names_cart=marks["cart"],
        elsewhere=marks["elsewhere"],
    )


def means_cart(
    request: CartRequest, conversation: Conversation, referred: bool, held: list[Product]
) -> bool:
    """Whether a message is about the cart, whatever its words alone would be taken for.

    Args:
        request: What the message asks.
        conversation: What was said before it.
        referred: Whether it points at something that was shown.
        held: The products in the cart.
    """
    if request.names_cart:
        return request.operation is not None
    if request.operation is CartOperation.CHECKOUT and not request.thing:
        return True
    if request.elsewhere:
        return False
    last = conversation.turns[-1] if conversation.turns else None
    if last is None or last.understanding.intent is not Intent.CART:
        return request.operation is CartOperation.REMOVE and _names_one(request.thing, held)
    if last.evidence.products:  # it was asked which of these
        return referred
    if request.operation is CartOperation.REMOVE:
        return True
    if request.operation is CartOperation.CHANGE and referred:  # "the second one instead"
        return True
    shows = request.operation is CartOperation.SHOW and not request.thing
    return shows or (bool(conversation.cart) and request.alters_line)


def _operation(marks: dict[str, bool]) -> CartOperation | None:
    """Return the first that is marked: "take out" is no taking, "show" is weaker than all else."""
    if marks["empty"] and marks["cart"]:
        return CartOperation.EMPTY
    for mark, operation in _PRECEDENCE:
        if marks[mark]:
            return operation
    return None


_PRECEDENCE = (
    ("checkout", CartOperation.CHECKOUT),
    ("remove", CartOperation.REMOVE),
    ("change", CartOperation.CHANGE),
    ("show", CartOperation.SHOW),
    ("add", CartOperation.ADD),
)


def _quantity(text: str) -> tuple[int | None, str]:
    """Return the first number that counts pieces, and the text without it."""
    for found in _numbers().finditer(text):
        if _is_name(text, found):
            continue
        value = _content()["numbers"].get(found.group())
        count = int(found.group()) if value is None else int(value)
        return count, f"{text[: found.start()]} {text[found.end() :]}"
    return None, text


def _is_name(text: str, number: re.Match[str]) -> bool:
    """Whether a number belongs to a thing's name or place: "size 9", "12 cm", "the first two"."""
    before, after = text[: number.start()].rstrip(), text[number.end() :].lstrip()
    measured = _patterns()["measure"].match(after)
    return bool(measured) or any(
        named.end() == len(before) for named in _patterns()["named_by"].finditer(before)
    )


def _thing(text: str) -> str:
    for mark in _SAID:
        text = _patterns()[mark].sub(" ", text)
    return " ".join(re.sub(r"[^\w\s'&./-]", " ", text).split())


_SAID = ("checkout", "empty", "cart", "remove", "change", "show", "add", "more", "fewer", "filler")


def _names_one(thing: str, products: list[Product]) -> bool:
    said = set(words(thing))
    return any(said & set(words(product.title)) for product in products)


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return content


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    marks = {name: groups for name, groups in _content().items() if name != "numbers"}
    return {
        name: re.compile(_any_of([word for group in groups for word in group]))
        for name, groups in marks.items()
    }


@cache
def _numbers() -> re.Pattern[str]:
    return re.compile(f"{_FIGURE}|{_any_of(list(_content()['numbers']))}")


def _any_of(phrases: list[str]) -> str:
    """A pattern of whole words; Chinese has no spaces to bound them."""
    spaced = sorted((p for p in phrases if p.isascii()), key=len, reverse=True)
    joined = sorted((p for p in phrases if not p.isascii()), key=len, reverse=True)
    bounded = "|".join(re.escape(p).replace(r"\*", r"\w*") for p in spaced)
    return "|".join(filter(None, [rf"(?<!\w)(?:{bounded})(?!\w)" if spaced else "", *joined]))
