"""The index with its vectors on a real Chroma server, read by several processes."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import chromadb
import httpx
import pytest

from retrieval.errors import IndexMissingError
from retrieval.generations import Generations
from retrieval.layout import VECTORS, passages_root, products_root
from retrieval.passage_sync import sync_passages
from retrieval.search import ShopIndex
from retrieval.sync import sync_products
from retrieval.weights import silent
from tests.integration.waiting import free_port, wait_until
from tests.retrieval.fakes import SHOP, WordEmbedder, write_feed

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real Chroma server on loopback."""
    with chroma_server(tmp_path_factory.mktemp("chroma"), free_port()) as url:
        yield url


@contextmanager
def chroma_server(folder: Path, port: int) -> Iterator[str]:
    command = Path(sys.executable).with_name("chroma")
    url = f"http://127.0.0.1:{port}"

    def answers() -> bool:
        try:
            return httpx.get(f"{url}/api/v2/heartbeat").is_success
        except httpx.TransportError:
            return False

    arguments = ["run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen([command, *arguments], stdout=log, stderr=log)
        try:
            wait_until(answers, 60)
            yield url
        finally:
            process.terminate()
            process.wait()


class Reader:
    """A process that searches."""

    def __init__(self, data_dir: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.retrieval.reader", str(data_dir)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def search(self, query: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{query}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()

    def close(self) -> None:
        self._process.communicate()


def collections(url: str) -> set[str]:
    client = chromadb.HttpClient(port=httpx.URL(url).port or 80)
    return {each.name for each in client.list_collections()}


def test_two_processes_search_what_a_third_has_indexed_and_see_the_next_sync(
    server: str, feed: Path, data_dir: Path, words: WordEmbedder
) -> None:
    sync_products([feed], data_dir, words, silent, server)
    with ExitStack() as stack:
        readers = [Reader(data_dir), Reader(data_dir)]
        for reader in readers:
            stack.callback(reader.close)
        assert [reader.search("copper kettle") for reader in readers] == ["Copper Kettle"] * 2

        lamp = {"id": "l1", "title": "Brass Lamp", "price": {"amount": "30.00"}}
        write_feed(feed, [*SHOP[1:], lamp])
        report = sync_products([feed], data_dir, words, silent, server)
        assert (report.added, report.removed, report.embedded) == (1, 1, 1)
        assert [reader.search("brass lamp") for reader in readers] == ["Brass Lamp"] * 2
        assert [reader.search("copper kettle") for reader in readers] == ["Steel Kettle"] * 2


def test_nothing_of_the_vectors_lies_in_the_data_directory(
    server: str, feed: Path, data_dir: Path, words: WordEmbedder
) -> None:
    sync_products([feed], data_dir, words, silent, server)
    generation = Generations(products_root(data_dir)).current()
    assert generation is not None
    assert [path.name for path in (generation / VECTORS).iterdir()] == ["server.json"]


def test_another_machine_needs_only_a_copy_of_the_index(
    server: str, feed: Path, data_dir: Path, tmp_path: Path, words: WordEmbedder
) -> None:
    sync_products([feed], data_dir, words, silent, server)
    other = tmp_path / "other"
    shutil.copytree(
        data_dir / "index", other / "index", ignore=shutil.ignore_patterns("embeddings")
    )
    hits = ShopIndex(other, words).search("copper kettle").hits
    assert hits[0].product.id == "k1"
    assert hits[0].similarity is not None


def test_passages_are_served_from_there_too(
    server: str, feed: Path, data_dir: Path, tmp_path: Path, words: WordEmbedder
) -> None:
    entry = {"id": "cost", "question": "What does delivery cost?", "answer": "$5.95."}
    faq = write_feed(tmp_path / "faq.jsonl", [entry])
    sync_products([feed], data_dir, words, silent, server)
    sync_passages("faq", [faq], data_dir, words, silent, server)
    generation = Generations(passages_root(data_dir)).current()
    assert generation is not None
    assert (generation / VECTORS / "server.json").exists()
    assert ShopIndex(data_dir, words).passages("delivery cost")[0].passage.id == "faq:cost"


def test_the_server_keeps_no_collection_that_nobody_reads(
    feed: Path, data_dir: Path, tmp_path: Path, words: WordEmbedder
) -> None:
    (tmp_path / "chroma").mkdir()
    with chroma_server(tmp_path / "chroma", free_port()) as server:
        for price in ("1.00", "2.00", "3.00", "4.00"):
            write_feed(feed, [{**SHOP[0], "price": {"amount": price}}, *SHOP[1:]])
            sync_products([feed], data_dir, words, silent, server)
        assert len(collections(server)) == 2  # the current one, and the one before it

        Generations(products_root(data_dir), server).begin(copy=True)  # and then it is killed
        assert len(collections(server)) == 3
        write_feed(feed, SHOP)
        sync_products([feed], data_dir, words, silent, server)
        assert len(collections(server)) == 2
        assert ShopIndex(data_dir, words).search("copper kettle").hits[0].product.id == "k1"


def test_moving_between_server_and_folder_embeds_nothing_again(
    server: str, feed: Path, data_dir: Path, words: WordEmbedder
) -> None:
    sync_products([feed], data_dir, words)
    before = words.embedded
    for place in (server, None):
        sync_products([feed], data_dir, words, silent, place)
        assert ShopIndex(data_dir, words).search("copper kettle").hits[0].product.id == "k1"
    assert words.embedded == before


def test_a_server_that_is_away_is_named_in_one_line(
    feed: Path, data_dir: Path, tmp_path: Path, words: WordEmbedder
) -> None:
    (tmp_path / "chroma").mkdir()
    with chroma_server(tmp_path / "chroma", free_port()) as server:
        sync_products([feed], data_dir, words, silent, server)
        index = ShopIndex(data_dir, words)
    with pytest.raises(IndexMissingError, match=f"{server} does not answer"):
        index.search("copper kettle")
    with pytest.raises(IndexMissingError, match=f"{server} does not answer"):
        ShopIndex(data_dir, words)
