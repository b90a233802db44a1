"""Which of the products shown a message means."""

import pytest

from assistant.understanding.lexicon import load_lexicon
from assistant.understanding.references import ReferenceReader, Shown
from assistant.understanding.tokens import tokenize
from tests.assistant.understanding.shop import product

OAK = product("oak", "Oak desk lamp", "40", brand="Lumen & Loam", rating=4.1)
STEEL = product("steel", "Steel desk lamp", "25", brand="Tarnfell", rating=4.8)
GLASS = product("glass", "Glass table lamp", "90", brand="Pocketful")
LAMPS = [OAK, STEEL, GLASS]


def meant(message: str, spoken_of: str = "", page: str = "") -> list[str]:
    by_id = {each.id: each for each in LAMPS}
    shown = Shown(LAMPS, [by_id[spoken_of]] if spoken_of else [], by_id.get(page))
    return ReferenceReader(tokenize(message), message, shown, load_lexicon()).read()


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("the second one", ["steel"]),
        ("tell me about number 3", ["glass"]),
        ("compare 1 and 3", ["oak", "glass"]),
        ("the first two", ["oak", "steel"]),
        ("the last one please", ["glass"]),
        ("die zweite", ["steel"]),
        ("le troisième", ["glass"]),
        ("第二个", ["steel"]),
        ("both", ["oak", "steel"]),
        ("all of them", ["oak", "steel", "glass"]),
        ("the cheaper one", ["steel"]),
        ("the most expensive one", ["glass"]),
        ("the better rated one", ["steel"]),
        ("that Tarnfell", ["steel"]),
        ("is the glass one heavy", ["glass"]),
    ],
)
def test_a_reference_is_resolved(message: str, expected: list[str]) -> None:
    assert meant(message) == expected


def test_a_place_beyond_the_list_means_nothing() -> None:
    assert meant("the fifth") == []


def test_it_is_what_was_spoken_of_last() -> None:
    assert meant("how heavy is it?", spoken_of="glass") == ["glass"]


def test_it_is_the_open_page_where_nothing_was_spoken_of() -> None:
    assert meant("is this waterproof?", page="steel") == ["steel"]


def test_a_word_that_all_of_them_carry_points_at_none() -> None:
    assert meant("show me a lamp") == []


def test_a_battery_that_lasts_is_no_last_one() -> None:
    assert meant("the second one, how long does the battery last?") == ["steel"]
