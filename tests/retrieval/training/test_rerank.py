from itertools import count
from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import UserError
from retrieval.product import Product
from retrieval.rerank import Reranker, find_reranker, reranked_text

PASSAGES = ["Copper Kettle. Tarn", "Steel Kettle", "Wool Sweater. red", "Bluetooth Headphones"]


def test_every_passage_gets_a_chance(reranker: Reranker) -> None:
    chances = reranker.scores("kettle", PASSAGES)
    assert chances is not None
    assert chances.shape == (4,)
    assert ((chances > 0) & (chances < 1)).all()
    assert len(set(chances.tolist())) == 4


def test_nothing_to_read_takes_no_time(reranker: Reranker) -> None:
    chances = reranker.scores("kettle", [], seconds=0)
    assert chances is not None
    assert chances.shape == (0,)


def test_a_chance_does_not_depend_on_what_else_is_read(reranker: Reranker) -> None:
    together, alone = reranker.scores("kettle", PASSAGES), reranker.scores("kettle", PASSAGES[:1])
    assert together is not None
    assert alone is not None
    # 8 bits are scaled to what is read together, hence not the last digits.
    np.testing.assert_allclose(together[:1], alone, atol=0.02)


def test_long_texts_are_cut_and_the_query_is_not(reranker: Reranker) -> None:
    chances = reranker.scores("copper kettle", ["kettle " * 200, "kettle " * 100])
    assert chances is not None
    assert chances[0] == pytest.approx(chances[1], abs=1e-6)


@pytest.mark.parametrize(("seconds", "done"), [(9.0, False), (11.0, True)])
def test_what_would_pass_its_time_is_given_up_early(
    exported: Path, seconds: float, done: bool
) -> None:
    ticks = count()
    reranker = Reranker(exported, clock=lambda: float(next(ticks)))
    # Ten batches, a second each, says the clock.
    assert (reranker.scores("mug", ["mug"] * 80, seconds) is not None) == done
    assert next(ticks) == (11 if done else 2)


def test_reading_the_model_does_not_count_as_time_of_a_search(exported: Path) -> None:
    loaded: list[bool] = []

    def clock() -> float:
        loaded.append("_session" in vars(reranker))
        return 0.0

    reranker = Reranker(exported, clock)
    reranker.scores("mug", ["mug"], seconds=1)
    assert loaded[0]


def test_a_folder_without_a_reranker_is_a_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no reranker in"):
        Reranker(tmp_path)


def test_the_shops_own_reranker_goes_before_the_shipped_one(exported: Path, tmp_path: Path) -> None:
    (tmp_path / "reranker").symlink_to(exported)
    found = find_reranker(tmp_path)
    assert found is not None
    assert found.description.max_tokens == 16


def test_what_a_product_is_stands_before_what_it_is_like() -> None:
    product = Product(
        id="1",
        title="Skerry Sweater",
        brand="Woolgather",
        category=["Clothing", "Sweaters"],
        attributes={"care": "hand wash", "color": "charcoal", "material": "wool", "size": "M"},
    )
    assert reranked_text(product) == "Skerry Sweater. Sweaters. Woolgather. charcoal. wool"
