from pathlib import Path

import pytest

from retrieval.errors import UserError
from retrieval.feeds import IMPORTERS, importer_for, json_lines
from tests.retrieval.feeds.reading import SAMPLES, read


@pytest.mark.parametrize("ending", IMPORTERS)
@pytest.mark.parametrize("packed", ["", ".gz", ".GZ"])
def test_an_importer_is_found_by_the_ending_of_a_name(
    tmp_path: Path, ending: str, packed: str
) -> None:
    path = tmp_path / f"Feed.v2{ending.upper()}{packed}"
    path.touch()
    assert importer_for(path) is IMPORTERS[ending]


def test_json_lines_are_not_taken_for_json(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.touch()
    assert importer_for(path) is json_lines.read


def test_a_table_is_told_by_its_header_and_not_by_its_ending(tmp_path: Path) -> None:
    for name in ("merchant.tsv", "shopify.csv"):
        path = tmp_path / f"{name}.txt"
        path.write_bytes((SAMPLES / name).read_bytes())
        assert read(path) == read(SAMPLES / name)


def test_an_unknown_ending_is_a_users_mistake(tmp_path: Path) -> None:
    path = tmp_path / "feed.pdf"
    path.touch()
    with pytest.raises(UserError, match=r"cannot tell the format of .*: known are \.jsonl, "):
        importer_for(path)
