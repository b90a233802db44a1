"""`shopassist train responder`."""

from pathlib import Path

import pytest
import typer
import yaml
from typer.testing import CliRunner, Result

from assistant.cli.train_responder import register
from assistant.errors import UserError
from assistant.responder.promote import Promoted, tuned_model


def test_it_makes_the_data_with_its_card(tiny_base: Path, tmp_path: Path) -> None:
    result = _run(tiny_base, tmp_path, "--build-data")
    assert result.exit_code == 0, result.output
    assert {path.name for path in (tmp_path / "responder" / "data").iterdir()} == {
        *("train.jsonl", "validation.jsonl", "test.jsonl", "DATA_CARD.md")
    }


def test_resuming_nothing_is_a_users_mistake(tiny_base: Path, tmp_path: Path) -> None:
    result = _run(tiny_base, tmp_path, "--resume")
    assert isinstance(result.exception, UserError)
    assert "no checkpoint" in str(result.exception)


def test_rolling_back_says_what_is_in_use(tiny_base: Path, tmp_path: Path) -> None:
    adapter = tmp_path / "adapter"
    adapter.mkdir()
    for name in ("adapter_config.json", "adapter_model.safetensors"):
        (adapter / name).write_text("{}")
    Promoted(tmp_path / "models" / "responder", tiny_base).promote(adapter)
    assert "the untuned model" in _run(tiny_base, tmp_path, "--rollback").output
    with pytest.raises(UserError):
        Promoted(tmp_path / "models" / "responder", tiny_base).roll_back()


def test_without_an_adapter_the_base_itself_is_served(tiny_base: Path, tmp_path: Path) -> None:
    assert tuned_model(tiny_base, tmp_path, print) == tiny_base


def _run(base: Path, data_dir: Path, *options: str) -> Result:
    app = typer.Typer()
    register(app)
    sizes = {"seed": 1, "train_shops": 1, "validation_shops": 1, "test_shops": 1, "per_shop": 2}
    config = data_dir / "own.yaml"
    config.write_text(yaml.safe_dump({"base": str(base), "data": sizes}), encoding="utf-8")
    return CliRunner().invoke(app, ["--data-dir", str(data_dir), "--config", str(config), *options])
