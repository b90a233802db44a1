import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.errors import UserError
from retrieval.feeds.delimited import Record, open_table


def _table(tmp_path: Path, content: bytes, name: str = "feed.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def _read(path: Path) -> tuple[list[tuple[int, list[str]]], list[str]]:
    rows = list(open_table(path).records)
    records = [(row.line, row.cells) for row in rows if isinstance(row, Record)]
    return records, [f"{row.line}: {row.reason}" for row in rows if not isinstance(row, Record)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_header_tells_what_stands_between_cells(tmp_path: Path, delimiter: str) -> None:
    lines = ["id,title", "1,Mug"]
    content = "\r\n".join(line.replace(",", delimiter) for line in lines).encode()
    table = open_table(_table(tmp_path, b"\xef\xbb\xbf" + content))
    assert table.header == ["id", "title"]
    assert list(table.records) == [Record(2, ["1", "Mug"])]


def test_a_record_is_known_by_the_line_it_begins_on(tmp_path: Path) -> None:
    path = _table(tmp_path, b'id,text\n1,"two\nlines"\n\n , \n2,"a ""b"""\n')
    assert _read(path) == ([(2, ["1", "two\nlines"]), (6, ["2", 'a "b"'])], [])


def test_a_row_with_more_or_fewer_cells_than_the_header_is_rejected(tmp_path: Path) -> None:
    records, rejections = _read(_table(tmp_path, b"id,title\n1\n2,Mug\n3,Mug,red\n"))
    assert records == [(3, ["2", "Mug"])]
    assert rejections == [
        "2: cells in this row: 1, columns in the header: 2",
        "4: cells in this row: 3, columns in the header: 2",
    ]


def test_an_open_quotation_mark_costs_its_own_line_only(tmp_path: Path) -> None:
    records, rejections = _read(
        _table(tmp_path, b'id,title\n1,"Mug\n2,Cup\n3,Pot "new"\n4,"Can"\n5,"Jar\n')
    )
    assert [cells for _, cells in records] == [["2", "Cup"], ["3", 'Pot "new"'], ["4", "Can"]]
    assert [rejection[:20] for rejection in rejections] == [
        "2: cannot be split: ",
        "6: cannot be split: ",
    ]


def test_in_a_tab_separated_table_a_lone_quotation_mark_is_text(tmp_path: Path) -> None:
    path = _table(tmp_path, b'id\ttitle\n1\t"Best" Mug\n2\t"open\n3\t"a\tb"\n4\tx\n')
    assert [cells for _, cells in _read(path)[0]] == [
        ["1", '"Best" Mug'],
        ["2", '"open'],
        ["3", "a\tb"],
        ["4", "x"],
    ]


def test_a_record_that_is_not_utf_8_is_rejected_whole(tmp_path: Path) -> None:
    content = 'id,text\n1,"good\nschön\nnäher"\n2,fine\n'.encode("latin-1")
    records, rejections = _read(_table(tmp_path, content))
    assert records == [(5, ["2", "fine"])]
    assert rejections == ["3: not UTF-8 text: save the file as UTF-8"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "does not begin with a line that names its columns"),
        (b"\n1,2\n", "does not begin with a line that names its columns"),
        ("id,title\n".encode("utf-16"), ":1: the file is UTF-16: save it as UTF-8"),
        ("id,größe\n".encode("latin-1"), ":1: not UTF-8 text: save the file as UTF-8"),
    ],
)
def test_a_table_whose_header_cannot_be_read_is_a_users_mistake(
    tmp_path: Path, content: bytes, message: str
) -> None:
    with pytest.raises(UserError, match=message):
        open_table(_table(tmp_path, content))


def test_a_cell_without_an_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    content = b'id,title\n1,"' + b"x" * 200_000 + b"\n2,Mug\n"
    records, rejections = _read(_table(tmp_path, content))
    assert records == [(3, ["2", "Mug"])]
    assert "field larger than field limit" in rejections[0]


def test_records_come_before_the_file_has_been_read_to_its_end(tmp_path: Path) -> None:
    packed = gzip.compress(b"id,title\n" + b"1,Mug\n" * 40_000)[:-20]
    records = open_table(_table(tmp_path, packed, "feed.csv.gz")).records
    assert next(records) == Record(2, ["1", "Mug"])
    with pytest.raises(UserError, match="damaged or cut off"):
        list(records)


@given(
    rows=st.lists(
        st.lists(st.text(st.sampled_from('a"\n,;\t| ')), min_size=3, max_size=3), max_size=5
    ),
    delimiter=st.sampled_from(",;\t|"),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_cell_holds_is_read_back(
    tmp_path: Path, rows: list[list[str]], delimiter: str
) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter).writerows([["a", "b", "c"], *rows])
    records, rejections = _read(_table(tmp_path, written.getvalue().encode()))
    stripped = [[cell.strip() for cell in row] for row in rows]
    assert [cells for _, cells in records] == [row for row in stripped if any(row)]
    assert rejections == []
