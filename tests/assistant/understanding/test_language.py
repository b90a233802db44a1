"""Which language a message is in, and that names do not change it."""

import pytest

from assistant.understanding.language import detect_language


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("I'm looking for a black leather bag", "en"),
        ("Ich suche ein Zelt für zwei Personen", "de"),
        ("busco una mochila por menos de 150 dólares", "es"),
        ("je cherche un sac à dos bleu", "fr"),
        ("有没有红色的帐篷", "zh"),
        ("Bonjour !", "fr"),
        ("hola, buenas", "es"),
        ("danke dir", "de"),
    ],
)
def test_the_language_of_a_first_message(message: str, language: str) -> None:
    assert detect_language(message) == language


@pytest.mark.parametrize("message", ["ok", "Sony WH-1000", "XL", "100", "🙂", ""])
def test_a_message_that_shows_no_language_goes_on_in_the_one_before(message: str) -> None:
    assert detect_language(message, before="de") == "de"


def test_a_clear_change_of_language_is_followed() -> None:
    assert detect_language("could you show me that in English please", before="fr") == "en"
