"""The overview of all evaluations, and the script that makes it."""

import json
import re
from pathlib import Path

import pytest

from eval.cli import build_app
from eval.overview.page import as_page
from eval.overview.sections import all_passed, read_sections
from retrieval.errors import UserError

ROOT = Path(__file__).parents[2]
BUG = {
    "kind": "loop", "goal": "a <lamp>", "what": "thrice", "messages": ["a"], "reply": "r",
    "expect": {},
}  # fmt: skip
WAIT = {"p50": 1.0, "p95": 2.0, "p99": 3.0}
LEVEL = {
    "load": {"shoppers": 8, "messages": 9, "failed": 0, "first_card": WAIT,
             "first_sentence": WAIT, "total": WAIT},
    "model": {"prefix_hit_share": 0.7}, "bare": None, "ratio": 0.9,
}  # fmt: skip


def test_each_result_becomes_a_section_and_decides_for_itself(tmp_path: Path) -> None:
    (tmp_path / "shoppers.json").write_text("[]")
    (tmp_path / "load.json").write_text(json.dumps([LEVEL]))
    (tmp_path / "load.svg").write_text("<svg></svg>")
    shoppers, load = read_sections(tmp_path)
    assert all_passed([shoppers, load])
    assert load.rows == [(8, "0 of 9", "1 / 2 / 3", "1 / 2 / 3", "1 / 2 / 3", 0.9, 0.7)]
    (tmp_path / "shoppers.json").write_text(json.dumps([BUG]))
    sections = read_sections(tmp_path)
    assert not all_passed(sections)
    page = as_page(sections)
    assert "a &lt;lamp&gt;" in page
    assert "<svg></svg>" in page


@pytest.mark.parametrize("text", ["", "{}", "[1]"])
def test_a_file_of_something_else_is_a_users_mistake(tmp_path: Path, text: str) -> None:
    (tmp_path / "shoppers.json").write_text(text)
    with pytest.raises(UserError, match=r"shoppers\.json is not what"):
        read_sections(tmp_path)


def test_a_folder_without_results_is_a_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds no results"):
        read_sections(tmp_path)


def test_make_eval_runs_only_evaluations_that_there_are() -> None:
    script = (ROOT / ".ci" / "eval").read_text()
    known = {command.name for command in build_app().registered_commands}
    asked = set(re.findall(r"shopassist\"? eval (\w+)", script))
    assert len(asked) >= 8
    assert asked <= known
