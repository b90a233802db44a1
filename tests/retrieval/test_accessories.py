import pytest

from retrieval.accessories import goes_with, may_go_with, thing_of
from retrieval.query import read_query


def is_beside(query: str, title: str) -> bool:
    """Whether a title goes with the thing that a query asks for."""
    thing = thing_of(read_query(query, lambda _: True), lambda term: term == "appl")
    return thing is not None and goes_with(title, thing)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("laptop", "Canvas Laptop Bag"),
        ("laptop", "Notebook Carrying Case 15.6 in"),
        ("keyboard", "Foam Keyboard Wrist Rest"),
        ("monitor", "Privacy Filter for 24-inch Monitors"),
        ("coffee maker", "Paper filters"),
    ],
)
def test_what_goes_with_a_thing_is_not_the_thing(query: str, title: str) -> None:
    assert is_beside(query, title)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("laptop", "Acme Laptop 15 with Charger"),
        ("keyboard", "Comfort USB keyboard QWERTY Black"),
        ("smartphone", 'Edge smartphone 17 cm (6.7") 6 GB'),
        ("printer", "Photo Printer, ink cartridge included"),
    ],
)
def test_the_thing_itself_is_one(query: str, title: str) -> None:
    assert not is_beside(query, title)


@pytest.mark.parametrize("query", ["laptop bag", "camera battery", "usb cable", "apple", "red", ""])
def test_who_asks_for_an_accessory_a_brand_or_no_thing_gets_all(query: str) -> None:
    assert not is_beside(query, "Canvas Laptop Bag for Apple cameras with USB cable")


def test_what_names_another_thing_first_may_only_go_with_it() -> None:
    thing = thing_of(read_query("camera", lambda _: True), lambda _: False)
    assert thing is not None
    assert may_go_with("RS-80 remote control wired digital camera", thing)
    assert not may_go_with("Compact digital camera 10 MP with bag", thing)


def test_a_notebook_is_a_laptop_only_in_the_company_of_a_processor() -> None:
    laptop = read_query("laptop", lambda _: True).core[0]
    assert laptop.held({"thin", "notebook", "intel", "silver"}) == 1
    assert laptop.held({"paper", "notebook", "a5"}) == 0
