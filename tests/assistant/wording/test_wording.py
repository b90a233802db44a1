"""Every language says everything that English says, with the same slots."""

from string import Formatter

import pytest

from assistant.wording import LANGUAGES, load_wording

SAME_WORDS = {"Total: {total}."}
"""Spanish has the same word."""
OTHERS = [language for language in LANGUAGES if language != "en"]


def ways(language: str, key: str) -> list[str]:
    """Return every way in which a language says a sentence."""
    found = load_wording(language).sentences[key]
    return found if isinstance(found, list) else [found]


def slots(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_the_languages_of_the_shop_are_there() -> None:
    assert set(LANGUAGES) >= {"en", "de", "es", "fr", "zh"}


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_says_nothing_that_english_does_not(language: str) -> None:
    assert load_wording(language).own == load_wording("en").own


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_ways_to_say_a_sentence_have_the_slots_of_the_english_one(language: str) -> None:
    for key in load_wording("en").sentences:
        expected = slots(ways("en", key)[0])
        others = [way for way in ways(language, key) if slots(way) != expected]
        assert others == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_is_left_in_english(language: str) -> None:
    copied = [
        way
        for key in load_wording("en").sentences
        for way in ways(language, key)
        if way in ways("en", key) and any(char.isalpha() for char in way.format_map(Blank()))
    ]
    assert set(copied) <= SAME_WORDS


def test_a_language_that_is_not_there_is_spoken_in_english() -> None:
    assert load_wording("fi").language == "en"


def test_several_ways_to_say_it_follow_one_another() -> None:
    said = [load_wording("en").say("thanks.reply", variety=turn) for turn in range(4)]
    assert len(set(said)) == 3
    assert said[0] == said[3]


def test_a_slot_without_a_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        load_wording("en").say("question.price", title="Mug")


class Blank(dict[str, str]):
    """Fills every slot with nothing."""

    def __missing__(self, key: str) -> str:
        return ""
