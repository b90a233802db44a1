"""Tests for the one score of words, meaning and what the first results have in common."""

from collections.abc import Mapping, Sequence

from retrieval.blending import blend
from retrieval.signals import Signals

_DEPTH = 100
_WIDE, _NARROW = 20.0, 1.0


def _signals(
    words: Sequence[int] = (),
    meaning: Mapping[int, float] | None = None,
    *,
    echo: Sequence[int] = (),
    likeness: Mapping[int, float] | None = None,
    held: Mapping[int, float] | None = None,
    beside: frozenset[int] = frozenset(),
) -> Signals:
    return Signals(words, echo, meaning or {}, likeness or {}, held or {}, beside)


def _order(signals: Signals, contrast: float = _WIDE) -> list[int]:
    return [each.position for each in blend(signals, contrast, _DEPTH)]


def test_where_meaning_tells_products_apart_it_decides() -> None:
    far_apart = {3: 0.95, 1: 0.80, 2: 0.79}
    assert _order(_signals([1, 2, 3], far_apart))[0] == 3


def test_where_all_mean_the_same_the_words_decide() -> None:
    alike = {3: 0.8002, 2: 0.8001, 1: 0.8}
    assert _order(_signals([1, 2, 3], alike)) == [1, 2, 3]


def test_a_model_whose_cosines_lie_close_together_gets_more_contrast() -> None:
    meaning = {2: 0.85, 1: 0.80}
    words = [1, *range(10, 60), 2]
    assert _order(_signals(words, meaning), _NARROW)[0] == 1
    assert _order(_signals(words, meaning), _WIDE)[0] == 2


def test_what_only_goes_with_the_thing_falls_behind_the_thing() -> None:
    assert _order(_signals([1, 2], beside=frozenset({1}))) == [2, 1]


def test_a_text_with_all_words_comes_before_one_with_half_of_them() -> None:
    assert _order(_signals([1, 2], held={1: 0.5, 2: 1.0})) == [2, 1]


def test_the_words_of_the_first_results_bring_in_what_the_query_did_not_find() -> None:
    assert set(_order(_signals([1], echo=[2], likeness={3: 0.9, 4: 0.8}))) == {1, 2, 3, 4}


def test_the_last_of_a_list_gains_nothing_by_being_in_it() -> None:
    found = {each.position: each.score for each in blend(_signals([1], {2: 0.9, 3: 0.7}), 20, 100)}
    assert found[3] == 0
