import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from eval.cli import build_app
from eval.synthetic import RelativesEmbedder, read_originals, write_catalog
from retrieval.errors import IndexMissingError
from retrieval.search import ShopIndex
from retrieval.sync import sync_products
from retrieval.texts import passage
from tests.retrieval.fakes import SHOP, WordEmbedder, write_feed

pytestmark = pytest.mark.slow


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    feed = write_feed(tmp_path / "feed.jsonl", SHOP)
    sync_products([feed], tmp_path / "var", WordEmbedder())
    return tmp_path / "var"


def test_originals_have_their_own_vectors(data_dir: Path) -> None:
    found = read_originals(data_dir)
    texts = list(map(passage, found.products))
    assert np.allclose(found.vectors, WordEmbedder().encode(texts, "passage"), atol=1e-5)


def test_without_an_index_there_are_no_originals(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError):
        read_originals(tmp_path)


def test_a_catalog_has_as_many_different_products_as_asked_for(
    data_dir: Path, tmp_path: Path
) -> None:
    originals = read_originals(data_dir)
    write_catalog(originals.products, 12, tmp_path / "grown.jsonl")
    report = sync_products(
        [tmp_path / "grown.jsonl"], tmp_path / "grown", RelativesEmbedder(originals.vectors)
    )
    assert (report.records, report.rejected) == (12, [])


def test_a_relative_is_near_to_its_origin_and_not_the_same(data_dir: Path, tmp_path: Path) -> None:
    originals = read_originals(data_dir)
    write_catalog(originals.products, 10, tmp_path / "grown.jsonl")
    embedder = RelativesEmbedder(originals.vectors)
    sync_products([tmp_path / "grown.jsonl"], tmp_path / "grown", embedder)
    texts = list(map(passage, ShopIndex(tmp_path / "grown", embedder).catalog.all()))
    cosines = (embedder.encode(texts, "passage") * np.tile(originals.vectors, (2, 1))).sum(axis=1)
    assert np.all((cosines > 0.8) & (cosines < 0.999))


def test_the_command_measures_each_size_keeps_what_was_measured_and_draws_it(
    data_dir: Path, tmp_path: Path
) -> None:
    out, plot = tmp_path / "growth.json", tmp_path / "growth.svg"
    options = ["--json", str(out), "--plot", str(plot), "--data-dir", str(data_dir)]
    for size in ("10", "20"):
        result = CliRunner().invoke(build_app(), ["growth", "--size", size, *options])
        assert result.exit_code == 0, result.output
    found = json.loads(out.read_text())
    assert [row["products"] for row in found] == [10, 20]
    assert all(row["indexing"]["first_s"] > 0 and row["serving"]["memory_mb"] > 1 for row in found)
    assert plot.read_text().startswith("<?xml")
    assert not list(data_dir.glob("tmp*"))
