import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from retrieval.errors import UserError
from retrieval.generations import Generations
from retrieval.layout import products_root
from retrieval.search import ShopIndex
from retrieval.sync import sync_products
from tests.retrieval.fakes import SHOP, WordEmbedder, write_feed

KILLED = """
import os, signal, sys
from pathlib import Path
from retrieval.sync import sync_products
from tests.retrieval.fakes import WordEmbedder

def die(what, done, total):
    if what == sys.argv[3]:
        os.kill(os.getpid(), signal.SIGKILL)

sync_products([Path(sys.argv[1])], Path(sys.argv[2]), WordEmbedder(), die)
"""


def changed(**changes: object) -> list[dict[str, Any]]:
    """The shop's records with changes to the first."""
    return [{**SHOP[0], **changes}, *SHOP[1:]]


def test_a_first_run_adds_and_embeds_everything(
    feed: Path, data_dir: Path, words: WordEmbedder
) -> None:
    report = sync_products([feed], data_dir, words)
    assert (report.added, report.embedded, report.records) == (5, 5, 5)


def test_a_rerun_of_an_unchanged_feed_builds_nothing(
    feed: Path, data_dir: Path, words: WordEmbedder
) -> None:
    sync_products([feed], data_dir, words)
    before = Generations(products_root(data_dir)).current()
    report = sync_products([feed], data_dir, words)
    assert (report.unchanged, report.added, report.embedded) == (5, 0, 0)
    assert Generations(products_root(data_dir)).current() == before


@pytest.mark.parametrize(
    ("changes", "embedded"),
    [({"price": {"amount": "1.00"}, "stock": 0}, 0), ({"title": "Copper Tea Kettle"}, 1)],
)
def test_only_what_a_product_says_is_embedded_again(
    feed: Path, data_dir: Path, words: WordEmbedder, changes: dict[str, Any], embedded: int
) -> None:
    sync_products([feed], data_dir, words)
    write_feed(feed, changed(**changes))
    report = sync_products([feed], data_dir, words)
    assert (report.updated, report.embedded) == (1, embedded)


def test_a_change_of_price_is_found_by_the_filters(
    feed: Path, data_dir: Path, words: WordEmbedder
) -> None:
    sync_products([feed], data_dir, words)
    write_feed(feed, changed(price={"amount": "500"}))
    sync_products([feed], data_dir, words)
    product = ShopIndex(data_dir, words).catalog.get("k1")
    assert product is not None
    assert product.price is not None
    assert product.price.amount == 500


def test_what_the_feed_no_longer_holds_is_gone(
    feed: Path, data_dir: Path, words: WordEmbedder
) -> None:
    sync_products([feed], data_dir, words)
    write_feed(feed, SHOP[1:])
    report = sync_products([feed], data_dir, words)
    index = ShopIndex(data_dir, words)
    assert report.removed == 1
    assert index.catalog.get("k1") is None
    assert "k1" not in [hit.product.id for hit in index.search("copper kettle").hits]


def test_a_rejected_row_is_reported_and_the_rest_indexed(
    feed: Path, data_dir: Path, words: WordEmbedder
) -> None:
    with feed.open("a", encoding="utf-8") as stream:
        stream.write('{"id": "x"}\nnot json\n')
    report = sync_products([feed], data_dir, words)
    assert report.records == 5
    assert [each.line for each in report.rejected] == [6, 7]


def test_a_feed_without_a_usable_product_changes_nothing(
    feed: Path, data_dir: Path, words: WordEmbedder
) -> None:
    sync_products([feed], data_dir, words)
    feed.write_text("not json\n")
    with pytest.raises(UserError, match="nothing was changed"):
        sync_products([feed], data_dir, words)
    assert ShopIndex(data_dir, words).catalog.count() == 4


def test_another_embedding_model_embeds_everything_anew(
    feed: Path, data_dir: Path, words: WordEmbedder
) -> None:
    sync_products([feed], data_dir, words)
    other = WordEmbedder("other")
    assert sync_products([feed], data_dir, other).embedded == 5
    with pytest.raises(UserError, match="was made with the embedding model other"):
        ShopIndex(data_dir, words)


def test_a_second_run_at_the_same_time_is_refused(
    feed: Path, data_dir: Path, words: WordEmbedder
) -> None:
    with (
        Generations(products_root(data_dir)).lock(),
        pytest.raises(UserError, match="another index run"),
    ):
        sync_products([feed], data_dir, words)


@pytest.mark.parametrize("moment", ["embedding", "writing"])
def test_a_killed_run_leaves_the_old_index_and_the_next_run_completes_the_work(
    feed: Path, data_dir: Path, words: WordEmbedder, moment: str
) -> None:
    sync_products([feed], data_dir, words)
    reader = ShopIndex(data_dir, words)
    new = {"id": "m1", "title": "Enamel Mug", "price": {"amount": "9.00"}}
    write_feed(feed, [*changed(title="Brass Kettle"), new])

    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(feed), str(data_dir), moment],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert [hit.product.title for hit in reader.search("brass copper kettle").hits][:1] == [
        "Copper Kettle"
    ]
    assert reader.catalog.count() == 4

    report = sync_products([feed], data_dir, words)
    assert (report.added, report.updated) == (1, 1)
    assert sorted(product.id for product in reader.catalog.all()) == sorted(
        [*(each["id"] for each in SHOP), "m1"]
    )
    assert reader.search("brass kettle").hits[0].product.title == "Brass Kettle"
