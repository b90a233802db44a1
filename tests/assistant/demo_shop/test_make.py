import gzip
from pathlib import Path

from assistant.demo_shop import orders_path, products_path
from assistant.demo_shop.make import write


def test_the_script_reproduces_the_shipped_files_byte_for_byte(tmp_path: Path) -> None:
    write(tmp_path)
    # The feed is compared unpacked: two builds of zlib may pack the same bytes differently.
    made = gzip.decompress((tmp_path / "products.jsonl.gz").read_bytes())
    assert made == gzip.decompress(products_path().read_bytes())
    assert (tmp_path / "orders.json").read_bytes() == orders_path().read_bytes()


def test_two_runs_pack_the_feed_into_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    write(tmp_path / "a")
    write(tmp_path / "b")
    name = "products.jsonl.gz"
    assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
