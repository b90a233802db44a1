"""Tests for the index of words."""

from pathlib import Path

import numpy as np
import pytest

from retrieval.lexical import LexicalIndex
from retrieval.query import read_query

_TEXTS = [(3, "red kayak paddle"), (5, "blue kayak"), (8, "red tent"), (9, "")]


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    LexicalIndex.build(tmp_path, _TEXTS)
    return LexicalIndex.open(tmp_path)


def test_a_rarer_word_counts_more(index: LexicalIndex) -> None:
    positions, scores = index.rank(read_query("red paddle", index.has), 10)
    assert positions.tolist() == [3, 8]
    assert scores[0] > scores[1]


def test_a_text_without_any_of_the_words_is_not_found(index: LexicalIndex) -> None:
    assert index.rank(read_query("canoe", index.has), 10)[0].tolist() == []


def test_only_fitting_positions_are_found(index: LexicalIndex) -> None:
    found, _ = index.rank(read_query("kayak", index.has), 10, np.array([5], np.int64))
    assert found.tolist() == [5]


def test_terms_count_by_their_weights(index: LexicalIndex) -> None:
    assert index.rank_terms({"blue": 1.0, "tent": 0.1}, 10)[0].tolist() == [5, 8]
    assert index.rank_terms({"blue": 0.1, "tent": 1.0}, 10)[0].tolist() == [8, 5]


def test_it_tells_which_terms_a_text_holds(index: LexicalIndex) -> None:
    held = index.held(["red", "kayak", "canoe"], [3, 8, 9])
    assert held == {3: {"red", "kayak"}, 8: {"red"}, 9: set()}


def test_frequencies_are_numbers_of_texts(index: LexicalIndex) -> None:
    assert [index.frequency(term) for term in ("kayak", "tent", "canoe")] == [2, 1, 0]
    assert len(index) == len(_TEXTS)
