"""Prompts are files with a version, and a missing value is an error."""

from pathlib import Path

import jinja2
import pytest

from prompts import loader
from prompts.loader import TEMPLATES, load_prompt

NAMES = sorted(path.stem for path in TEMPLATES.glob("*.j2"))


@pytest.mark.parametrize("name", NAMES)
def test_every_prompt_has_a_version(name: str) -> None:
    number, digest = load_prompt(name).version.split("-")
    assert number.isdigit()
    assert len(digest) == 8


def test_a_missing_value_is_an_error_and_no_gap() -> None:
    with pytest.raises(jinja2.UndefinedError):
        load_prompt("reply_instructions").render(shop="Thimble & Tarn")


def test_a_prompt_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        load_prompt("no_such_prompt")


def test_a_prompt_without_a_version_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "unversioned.j2").write_text("Be nice.\n", encoding="utf-8")
    monkeypatch.setattr(loader, "TEMPLATES", tmp_path)
    with pytest.raises(ValueError, match="first line"):
        load_prompt("unversioned")


def test_another_text_is_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "TEMPLATES", tmp_path)
    for name, text in (("one", "Be nice."), ("two", "Be brief.")):
        (tmp_path / f"{name}.j2").write_text(f"{{# version 1 #}}\n{text}\n", encoding="utf-8")
    assert load_prompt("one").version != load_prompt("two").version
