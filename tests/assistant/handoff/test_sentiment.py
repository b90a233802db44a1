"""Anger is told from wishes that only sound like it, in the languages of the shop."""

from pathlib import Path

import pytest
import yaml

from assistant.handoff.sentiment import is_upset

_SAID = yaml.safe_load(Path(__file__).with_name("messages.yaml").read_text(encoding="utf-8"))


def messages(kind: str) -> list[tuple[str, str]]:
    return [(language, text) for language, texts in _SAID[kind].items() for text in texts]


@pytest.mark.parametrize(("language", "message"), messages("upset"))
def test_who_has_had_enough_is_upset(language: str, message: str) -> None:
    assert is_upset(message, language)


@pytest.mark.parametrize(("language", "message"), messages("calm"))
def test_a_plain_message_is_not(language: str, message: str) -> None:
    assert not is_upset(message, language)


def test_a_language_without_words_of_its_own_is_heard_in_english() -> None:
    assert is_upset("this is unacceptable, I want my money", "fi")
    assert not is_upset("missä tilaukseni on?", "fi")
