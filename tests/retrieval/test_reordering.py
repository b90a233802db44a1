from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from retrieval.ranking import Method
from retrieval.reordering import Reordering
from retrieval.rerank import Description, Reranker
from retrieval.search import ShopIndex
from tests.retrieval.fakes import WordEmbedder


class Opinion(Reranker):
    """Thinks that only one thing is right; remembers what it read."""

    def __init__(self, favourite: str, too_slow: bool = False) -> None:
        self.description = Description(max_tokens=32)
        self.read: list[str] = []
        self._favourite = favourite
        self._too_slow = too_slow

    def scores(
        self, query: str, passages: Sequence[str], seconds: float = float("inf")
    ) -> NDArray[np.float32] | None:
        self.read = list(passages)
        right = [float(self._favourite in passage) for passage in passages]
        return None if self._too_slow else np.array(right, dtype=np.float32)


def searched(shop: ShopIndex, reordering: Reordering | None, query: str = "kettle") -> list[str]:
    index = ShopIndex(shop.data_dir, WordEmbedder(), reordering)
    return [id_ for id_, _ in index.rank_ids(query, Method.RERANKED, limit=10)]


def test_what_the_reranker_finds_right_moves_up(shop: ShopIndex) -> None:
    plain = searched(shop, None)
    last = shop.catalog.get(plain[1])
    assert last is not None
    assert searched(shop, Reordering(Opinion(last.title), share=2))[0] == last.id


def test_the_search_shows_the_new_order(shop: ShopIndex) -> None:
    for title in ("Steel Kettle", "Copper Kettle"):
        reordering = Reordering(Opinion(title), share=2)
        index = ShopIndex(shop.data_dir, WordEmbedder(), reordering)
        assert index.search("kettle").hits[0].product.title == title


def test_out_of_time_the_order_stays(shop: ShopIndex) -> None:
    slow = Reordering(Opinion("Headphones", too_slow=True))
    assert searched(shop, slow) == searched(shop, None)


def test_variants_are_read_once_and_move_together(shop: ShopIndex) -> None:
    opinion = Opinion("Sweater")
    found = searched(shop, Reordering(opinion, share=2), "wool sweater or kettle")
    assert set(found[:2]) == {"s-red", "s-blue"}
    assert sum("Sweater" in passage for passage in opinion.read) == 1


def test_what_nobody_read_stays_behind(shop: ShopIndex) -> None:
    opinion = Opinion("nothing is right")
    plain = searched(shop, None)
    assert searched(shop, Reordering(opinion, most=1)) == plain
    assert len(opinion.read) == 1


def test_a_named_product_stays_first(shop: ShopIndex) -> None:
    assert searched(shop, Reordering(Opinion("Steel"), share=2), "TK-100/B")[0] == "k1"


def test_a_reranker_that_finds_all_alike_moves_nothing(shop: ShopIndex) -> None:
    assert searched(shop, Reordering(Opinion(""), share=2)) == searched(shop, None)


@pytest.mark.parametrize("query", ["kettle", "bluetooth headphones"])
def test_scores_fall_along_the_order(shop: ShopIndex, query: str) -> None:
    index = ShopIndex(shop.data_dir, WordEmbedder(), Reordering(Opinion("Kettle"), most=2, share=2))
    scores = [score for _, score in index.rank_ids(query, Method.RERANKED, limit=10)]
    assert scores == sorted(scores, reverse=True)
