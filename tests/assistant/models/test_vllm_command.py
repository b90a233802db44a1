from pathlib import Path

import pytest

from assistant.models.registry import find_model
from assistant.models.vllm_command import vllm_command


def line(name: str = "qwen2.5-coder-0.5b-instruct", *, gpu: bool = False) -> str:
    return " ".join(vllm_command(find_model(name), Path("weights"), 8081, gpu=gpu).arguments)


@pytest.mark.parametrize("gpu", [False, True])
def test_the_server_is_never_open_to_the_network(gpu: bool) -> None:
    assert "--host 127.0.0.1" in line(gpu=gpu)


@pytest.mark.parametrize("gpu", [False, True])
def test_the_server_tells_nobody_that_it_runs(gpu: bool) -> None:
    model = find_model("smollm2-135m-instruct")
    environment = vllm_command(model, Path("weights"), 8081, gpu=gpu).environment
    assert environment["VLLM_NO_USAGE_STATS"] == environment["DO_NOT_TRACK"] == "1"
    assert environment["HF_HUB_OFFLINE"] == "1"


def test_only_the_cpu_build_is_told_about_cores_and_memory() -> None:
    for option in ("--enforce-eager", "--kv-cache-memory-bytes"):
        assert option in line(gpu=False)
        assert option not in line(gpu=True)


def test_tool_calls_are_parsed_for_a_model_that_makes_them() -> None:
    assert "--tool-call-parser hermes" in line()
    assert "--tool-call-parser" not in line("smollm2-135m-instruct")
