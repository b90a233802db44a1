"""Messages as they arrive: unreadable signs go, everything else stays."""

import pytest

from assistant.message import clean_message, has_words


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  two   spaces ", "two spaces"),
        ("line\nbreak", "line\nbreak"),
        ("\x00bell\x07", "bell"),
        ("cafe\u0301", "café"),
        ("\ud800half a pair", "half a pair"),
        ("🙂 ok", "🙂 ok"),
    ],
)
def test_a_message_is_cleaned(text: str, clean: str) -> None:
    assert clean_message(text) == clean


def test_a_long_message_is_cut() -> None:
    assert len(clean_message("word " * 10_000)) == 4000


@pytest.mark.parametrize("text", ["", "   ", "🙂🙂", "?!", "——"])
def test_signs_alone_are_no_words(text: str) -> None:
    assert not has_words(text)


@pytest.mark.parametrize("text", ["ok", "7", "好", "🙂 yes"])
def test_letters_and_digits_are(text: str) -> None:
    assert has_words(text)
