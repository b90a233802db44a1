"""Tests for what the first results add to a query."""

import numpy as np
import pytest

from retrieval.feedback import expanded, moved
from retrieval.query import read_query

_FREQUENCY = {"earbud": 2, "headphon": 20, "black": 900, "philip": 30, "unique": 1}
_TOTAL = 1000


def _frequency(term: str) -> int:
    return _FREQUENCY.get(term, 0)


def test_terms_that_the_first_titles_share_are_added_rare_ones_first() -> None:
    query = read_query("earbuds", lambda _: True)
    titles = ["Philips Headphones Black", "Philips In-ear Headphones Black"]
    weights = expanded(query, titles, _frequency, _TOTAL)
    assert weights["headphon"] > weights["philip"] > weights["black"] > 0


def test_the_own_terms_keep_most_of_the_weight() -> None:
    query = read_query("earbuds", lambda _: True)
    weights = expanded(query, ["Philips Headphones"], _frequency, _TOTAL)
    assert weights["earbud"] == pytest.approx(0.7)
    assert sum(weights.values()) == pytest.approx(1)


def test_a_term_of_one_text_alone_leads_nowhere_and_is_not_added() -> None:
    query = read_query("earbuds", lambda _: True)
    assert "unique" not in expanded(query, ["Unique Headphones"], _frequency, _TOTAL)


def test_without_titles_the_query_stays_as_it_is() -> None:
    query = read_query("earbuds", lambda _: True)
    assert expanded(query, [], _frequency, _TOTAL) == {"earbud": pytest.approx(0.7)}


def test_a_vector_moves_half_the_way_to_the_first_results() -> None:
    vector = np.array([1.0, 0.0], np.float32)
    first = np.array([[0.0, 1.0], [0.0, 3.0]], np.float32)
    assert moved(vector, first) == pytest.approx([2**-0.5, 2**-0.5])
