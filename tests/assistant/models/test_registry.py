import re
from pathlib import Path

import pytest

from assistant.models.registry import CPU_DEFAULT, GPU_DEFAULT, REGISTRY, calls_tools, find_model
from retrieval.errors import UserError
from retrieval.weights import HubId, LocalFolder, WheelParts


def test_the_default_needs_no_hub() -> None:
    assert isinstance(find_model(CPU_DEFAULT).source, WheelParts)


def test_the_gpus_default_calls_tools() -> None:
    assert find_model(GPU_DEFAULT).tool_parser
    assert calls_tools(GPU_DEFAULT)


def test_no_model_is_called_good_at_tools_whose_calls_are_not_read() -> None:
    assert all(model.tool_parser for model in REGISTRY.values() if model.calls_tools)


def test_every_packaged_model_is_pinned_and_has_a_checksum() -> None:
    packaged = [m.source for m in REGISTRY.values() if isinstance(m.source, WheelParts)]
    assert len(packaged) == 3
    for source in packaged:
        assert re.fullmatch(r"[0-9a-f]{64}", source.sha256)
        assert all("==" in package for package in source.packages)


def test_every_model_has_a_license() -> None:
    assert {model.license for model in REGISTRY.values()} == {"Apache-2.0"}


def test_a_folder_is_a_model(tmp_path: Path) -> None:
    assert find_model(str(tmp_path)).source == LocalFolder(path=tmp_path)


def test_a_hub_id_is_a_model() -> None:
    assert find_model("owner/model").source == HubId(repo="owner/model")


@pytest.mark.parametrize("name", ["gpt", "./missing", "a/b/c"])
def test_another_name_is_a_mistake_that_says_what_there_is(name: str) -> None:
    with pytest.raises(UserError, match=CPU_DEFAULT):
        find_model(name)
