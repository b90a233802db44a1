"""The command line and the environment of a vLLM server: the CPU build's or the CUDA build's."""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from assistant.models.registry import LanguageModel

HOST = "127.0.0.1"
"""vLLM has no accounts: it is never to be reached from another machine."""

_KV_CACHE_BYTES = 1 << 30
"""Enough for 80,000 tokens of the 0.5B model, 37,000 of the 1.5B one."""
_SEQUENCES = 16
"""More at once than two cores can keep fluent only makes every reply slow."""
_BLOCK = 32
"""Tokens a block of the prefix cache; the CPU build's 128 would share less of our prompts."""

_ANSWERS = {"backend": "xgrammar", "disable_any_whitespace": True}
"""A small model may write blanks for ever where a schema allows them."""


@dataclass(frozen=True)
class VllmCommand:
    """What to run, and the variables it needs beside those that are set already."""

    arguments: list[str]
    environment: dict[str, str]


def gpu_is_there() -> bool:
    """Whether there is a GPU that the installed torch can use."""
    import torch  # costs seconds: only where a server is to be started

    return torch.cuda.is_available()


def vllm_command(model: LanguageModel, folder: Path, port: int, *, gpu: bool) -> VllmCommand:
    """Return how to serve a model's folder on a port of this machine.

    Args:
        model: The model; its name is the served one.
        folder: Its weights, tokenizer and chat template.
        port: Where it listens.
        gpu: Whether to use the GPU.
    """
    # As a module: the `vllm` command of the CPU build fails on start.
    arguments = [sys.executable, "-m", "vllm.entrypoints.openai.api_server"]
    arguments += ["--model", str(folder), "--served-model-name", model.name]
    arguments += ["--host", HOST, "--port", str(port), "--max-model-len", str(model.context)]
    arguments += ["--enable-prefix-caching", "--disable-uvicorn-access-log"]
    arguments += ["--structured-outputs-config", json.dumps(_ANSWERS)]
    if model.tool_parser:
        arguments += ["--enable-auto-tool-choice", "--tool-call-parser", model.tool_parser]
    environment = {
        "VLLM_NO_USAGE_STATS": "1",
        "DO_NOT_TRACK": "1",
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1",
    }
    if not gpu:
        arguments += ["--dtype", "bfloat16", "--kv-cache-memory-bytes", str(_KV_CACHE_BYTES)]
        arguments += ["--block-size", str(_BLOCK), "--max-num-seqs", str(_SEQUENCES)]
        # Compiling makes it 13 % faster and the start a minute longer.
        arguments += ["--enforce-eager"]
        # By default vLLM leaves a core idle: on two cores that is half of them.
        cores = ",".join(map(str, sorted(os.sched_getaffinity(0))))
        environment["VLLM_CPU_OMP_THREADS_BIND"] = cores
    return VllmCommand(arguments, environment)
