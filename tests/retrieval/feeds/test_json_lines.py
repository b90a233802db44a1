import gzip
import json
from pathlib import Path

import pytest

from retrieval.errors import UserError
from retrieval.feeds import Rejection, read_products
from retrieval.product import Product

GOOD = b'{"id": "good", "title": "Good"}\n'


def _read(path: Path) -> tuple[list[Product], list[Rejection]]:
    rows = list(read_products([path]))
    products = [row for row in rows if isinstance(row, Product)]
    return products, [row for row in rows if isinstance(row, Rejection)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": "a", "title": ', "not valid JSON"),
        (b'{"title": "No id"}', "id: Field required"),
        (b'{"id": "", "title": "Empty id"}', "id:"),
        (b'{"id": "good", "title": "Again"}', "duplicate id 'good', first in feed.jsonl:1"),
        (b'{"id": "a", "title": "T", "price": {"amount": -1}}', "price.amount"),
        (b'{"id": "a", "title": "T", "price": {"amount": NaN}}', "NaN is not a number"),
        (b'{"id": "a", "title": "T", "price": {"amount": 1e400}}', "price.amount"),
        (b'{"id": "a", "title": "T", "stock": -3}', "stock"),
        (b'{"id": "a", "title": "\\ud800"}', "title"),
        ('{"id": "a", "title": "Caf\u00e9"}'.encode("latin-1"), "not UTF-8"),
        (b"   ", "blank line"),
        (b"[1, 2]", "not a JSON object"),
        (b"[" * 100_000, "not valid JSON"),
    ],
)
def test_a_bad_row_is_rejected_with_its_line_and_reason_and_the_rest_is_read(
    tmp_path: Path, line: bytes, reason: str
) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_bytes(GOOD + line + b'\n{"id": "last", "title": "Last"}\n')
    products, rejections = _read(path)
    assert [product.id for product in products] == ["good", "last"]
    assert [(rejection.file, rejection.line) for rejection in rejections] == [(path, 2)]
    assert reason in rejections[0].reason


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD)
    assert _read(path)[0][0].id == "good"


def test_a_utf_16_file_is_rejected_by_one_line_that_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_bytes(GOOD.decode().encode("utf-16"))
    products, rejections = _read(path)
    assert products == []
    assert [str(rejection) for rejection in rejections] == [
        f"{path}:1: the file is UTF-16: save it as UTF-8"
    ]


@pytest.mark.parametrize(
    ("gtin", "expected"),
    [
        (5901234123457, ["5901234123457"]),
        (5901234123457.0, ["5901234123457"]),
        ("5901234123457", ["5901234123457"]),
        (["5901234123457", 12], ["5901234123457", "12"]),
        (None, []),
    ],
)
def test_a_gtin_may_be_a_number_a_text_or_a_list(
    tmp_path: Path, gtin: object, expected: list[str]
) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_text(json.dumps({"id": 7, "title": "T", "gtin": gtin, "attributes": {"x": None}}))
    (product,), rejections = _read(path)
    assert (product.id, product.gtin, rejections) == ("7", expected, [])


def test_a_gzipped_feed_is_read(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl.gz"
    path.write_bytes(gzip.compress(GOOD))
    assert len(_read(path)[0]) == 1


def test_a_cut_off_gzipped_feed_is_refused_whole(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl.gz"
    path.write_bytes(gzip.compress(GOOD * 1000)[:-20])
    with pytest.raises(UserError, match="damaged or cut off"):
        _read(path)


def test_files_of_one_feed_share_their_ids(tmp_path: Path) -> None:
    first, second = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    first.write_bytes(GOOD)
    second.write_bytes(GOOD)
    rows = list(read_products([first, second]))
    assert isinstance(rows[1], Rejection)
    assert rows[1].reason == "duplicate id 'good', first in 1.jsonl:1"


@pytest.mark.parametrize(("name", "message"), [("x.jsonl", "no such file"), ("x.pdf", "format")])
def test_a_missing_or_unknown_file_is_a_users_mistake(
    tmp_path: Path, name: str, message: str
) -> None:
    if name.endswith(".pdf"):
        (tmp_path / name).write_text("")
    with pytest.raises(UserError, match=message):
        _read(tmp_path / name)
