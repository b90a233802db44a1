"""A whole training run, on a model of two layers: it learns, stops, resumes, and is merged."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM

from assistant.errors import UserError
from assistant.models.vocabulary import estimate_tokens
from assistant.responder.config import TrainingConfig, read_config
from assistant.responder.data.build import DataSize, write_data
from assistant.responder.merge import merged_model, merged_name
from assistant.responder.train import train

pytestmark = pytest.mark.slow

_TOKENS = 30_000
"""The tiny model reads a token a byte."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    size = DataSize(train_shops=2, validation_shops=1, test_shops=1, per_shop=3)
    return write_data(size, tmp_path_factory.mktemp("data"), estimate_tokens)


@pytest.fixture(scope="module")
def trained(tiny_base: Path, data: Path, tmp_path_factory: pytest.TempPathFactory) -> "_Run":
    lines: list[str] = []
    out = tmp_path_factory.mktemp("run")
    return _Run(train(_config(), tiny_base, data, out, lines.append), lines, out)


class _Run:
    def __init__(self, adapter: Path, lines: list[str], out: Path) -> None:
        self.adapter, self.lines, self.out = adapter, lines, out


def test_a_run_says_how_far_it_is_and_how_long_it_will_take(trained: _Run) -> None:
    assert any("eval_loss" in line and "0:00:0" in line for line in trained.lines)


def test_a_run_leaves_an_adapter_that_learnt_something(trained: _Run) -> None:
    weights = load_file(trained.adapter / "adapter_model.safetensors")
    assert any(bool(part.any()) for name, part in weights.items() if "lora_B" in name)


def test_a_run_writes_checkpoints_and_curves(trained: _Run) -> None:
    assert list(trained.out.glob("checkpoint-*"))
    assert list(trained.out.rglob("events.out.tfevents.*"))


def test_a_run_that_was_cut_off_goes_on(tiny_base: Path, data: Path, trained: _Run) -> None:
    lines: list[str] = []
    longer = _config().model_copy(update={"epochs": 4.0})
    train(longer, tiny_base, data, trained.out, lines.append, resume=True)
    steps = [int(line.split()[1]) for line in lines]
    assert steps
    assert min(steps) > 2


@pytest.mark.parametrize("method", ["adalora", "full"])
def test_other_ways_to_tune_run_too(
    tiny_base: Path, data: Path, tmp_path: Path, method: str
) -> None:
    config = _config().model_copy(update={"method": method, "first_layer": 0})
    assert (train(config, tiny_base, data, tmp_path, print) / "config.json").exists() == (
        method == "full"
    )


def test_the_merged_model_is_the_base_with_the_adapter(
    tiny_base: Path, trained: _Run, tmp_path: Path
) -> None:
    merged = merged_model(tiny_base, trained.adapter, tmp_path, print)
    tuned, base = (AutoModelForCausalLM.from_pretrained(path) for path in (merged, tiny_base))
    changed = [
        name
        for name, weight in tuned.state_dict().items()
        if not torch.equal(weight, base.state_dict()[name])
    ]
    assert changed
    assert all("layers.1." in name for name in changed)


def test_a_model_is_merged_once(tiny_base: Path, trained: _Run, tmp_path: Path) -> None:
    said: list[str] = []
    for _ in range(2):
        merged = merged_model(tiny_base, trained.adapter, tmp_path, said.append)
    assert len(said) == 1
    assert merged.name == merged_name(tiny_base, trained.adapter)


def test_merging_nothing_is_a_users_mistake(tiny_base: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no adapter in"):
        merged_model(tiny_base, tmp_path, tmp_path, print)


def test_an_unknown_key_of_a_configuration_is_a_users_mistake(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("epoch: 3", encoding="utf-8")
    with pytest.raises(UserError, match="epoch"):
        read_config(path)


def _config() -> TrainingConfig:
    own = {
        "first_layer": 1,
        "pack_tokens": _TOKENS,
        "longest": _TOKENS,
        "packs_per_step": 1,
        "epochs": 2.0,
        "checks_per_epoch": 1,
        "threads": 1,
    }
    return read_config().model_copy(update=own)
