"""Sentences leave the stream as soon as they are complete, and are never cut in two."""

import pytest

from assistant.grounding.sentences import SentenceSplitter


def split(*pieces: str) -> list[str]:
    splitter = SentenceSplitter()
    found = [sentence for piece in pieces for sentence in splitter.feed(piece)]
    return found + splitter.flush()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("It costs $49.99. Fine.", ["It costs $49.99.", "Fine."]),
        ("A 13.3 inch screen, e.g. this one.", ["A 13.3 inch screen, e.g. this one."]),
        ("He said “yes.” Then left.", ["He said “yes.”", "Then left."]),
        ("第一句。第二句！", ["第一句。", "第二句！"]),
        ("a line\nanother", ["a line", "another"]),
    ],
)
def test_text_is_cut_into_sentences(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences
    assert split(*text) == sentences


def test_a_sentence_waits_for_its_end() -> None:
    splitter = SentenceSplitter()
    assert splitter.feed("It costs $4") == []
    assert splitter.feed("9.99. And") == ["It costs $49.99."]
