"""Things in other languages are looked for by their English names."""

import pytest

from assistant.understanding.things import in_english


@pytest.mark.parametrize(
    ("query", "english"),
    [
        ("Zelt für zwei Personen", "tent"),
        ("mochila roja", "backpack"),
        ("sac à dos", "backpack"),
        ("sac", "bag"),
        ("自行车头盔", "bike helmet"),
        ("a red kettle", "a red kettle"),
        ("", ""),
    ],
)
def test_the_longest_name_of_a_thing_is_put_into_english(query: str, english: str) -> None:
    assert in_english(query) == english
