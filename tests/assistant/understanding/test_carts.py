"""What a message asks of the cart, and when it is about the cart at all."""

import pytest

from assistant.state import Conversation, Evidence, EvidenceProduct, Intent, Turn, Verdict
from assistant.understanding.carts import CartOperation, means_cart, read_cart_request
from tests.assistant.skills.visit import understood
from tests.assistant.understanding.shop import product

MUG = product("mug", "Harbor Mug", "18.00")


@pytest.mark.parametrize(
    ("message", "operation", "quantity", "thing"),
    [
        ("add two of the first one to my cart", "add", 2, "first one"),
        ("put the blue one in the basket", "add", None, "blue one"),
        ("buy the first two", "add", None, "first two"),
        ("put the size 9 boots in my basket", "add", None, "size 9 boots"),
        ("the 12 cm pan, add it", "add", None, "12 cm pan"),
        ("add 3 electric kettles", "add", 3, "electric kettles"),
        ("remove the kettle", "remove", None, "kettle"),
        ("take it out again", "remove", None, ""),
        ("take one of the mugs out", "remove", 1, "mugs"),
        ("make it three", "change", 3, ""),
        ("I need 4 in my cart instead of two", "change", 4, "two"),
        ("what’s in my cart?", "show", None, ""),
        ("Warenkorb", "show", None, ""),
        ("Empty my cart", "empty", None, ""),
        ("check out please", "checkout", None, ""),
        ("añádelo al carrito", "add", None, ""),
        ("que sean tres", "change", 3, ""),
        ("vaciar el carrito", "empty", None, ""),
        ("mets-en deux dans mon panier", "add", 2, ""),
        ("enlève la tasse", "remove", None, "tasse"),
        ("leg zwei davon in den Warenkorb", "add", 2, ""),
        ("nimm die Tasse wieder raus", "remove", None, "tasse"),
        ("zur Kasse", "checkout", None, ""),
        ("把第一个加入购物车", "add", None, "一"),
        ("改成三个", "change", 3, ""),
        ("清空购物车", "empty", None, ""),
    ],
)
def test_a_request_is_read(message: str, operation: str, quantity: int | None, thing: str) -> None:
    request = read_cart_request(message)
    assert (request.operation, request.quantity, request.thing) == (operation, quantity, thing)


@pytest.mark.parametrize(("message", "step"), [("one more", 1), ("one less", -1), ("noch eine", 1)])
def test_more_and_fewer_count_from_what_is_there(message: str, step: int) -> None:
    assert read_cart_request(message).step == step


def about_cart(message: str, conversation: Conversation, referred: bool = False) -> bool:
    held = [MUG] if conversation.cart else []
    return means_cart(read_cart_request(message), conversation, referred, held)


def after(intent: Intent, *, cart: bool = True, asked: bool = False) -> Conversation:
    """A conversation whose last turn was of that intent, with a mug in the cart."""
    offered = [EvidenceProduct(ref="P1", product=MUG)] if asked else []
    evidence = Evidence(verdict=Verdict.TALK, statement="Well.", products=offered)
    turn = Turn(message="?", understanding=understood(intent), evidence=evidence)
    return Conversation(id="c", turns=[turn], cart={"mug": 1} if cart else {})


@pytest.mark.parametrize(
    ("message", "conversation"),
    [
        ("was ist in meinem Warenkorb?", Conversation(id="c")),
        ("zur Kasse", Conversation(id="c")),
        ("make it three", after(Intent.CART)),
        ("remove it", after(Intent.CART, cart=False)),
        ("remove the mug", after(Intent.PRODUCT_SEARCH)),
        ("how much is that altogether?", after(Intent.CART)),
    ],
)
def test_a_message_about_the_cart_is_known(message: str, conversation: Conversation) -> None:
    assert about_cart(message, conversation)


@pytest.mark.parametrize(
    ("message", "conversation"),
    [
        ("remove the leather ones", after(Intent.PRODUCT_SEARCH)),
        ("remove the mug from my order", after(Intent.CART)),
        ("do you have mugs?", after(Intent.CART)),
        ("make it three", after(Intent.PRODUCT_SEARCH)),
        ("something cheaper", after(Intent.CART)),
    ],
)
def test_what_is_about_something_else_is_left_alone(
    message: str, conversation: Conversation
) -> None:
    assert not about_cart(message, conversation)


def test_the_answer_to_which_of_these_goes_on_with_the_cart() -> None:
    assert about_cart("the second one", after(Intent.CART, asked=True), referred=True)
    assert read_cart_request("the second one").operation is not CartOperation.ADD
