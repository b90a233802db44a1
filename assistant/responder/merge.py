"""Merges an adapter into its base, once, where adapters are slow to serve: on a CPU."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from assistant.errors import UserError

ADAPTER_WEIGHTS = "adapter_model.safetensors"
_ADAPTER_CONFIG = "adapter_config.json"
_DIGEST_LENGTH = 12


def merged_model(base: Path, adapter: Path, target: Path, say: Callable[[str], None]) -> Path:
    """Return the folder of the merged model, made where it is not there yet.

    The folder's name carries a hash of what went in, so that another adapter, or another base,
    is another folder, and a merged model that is being served is never written over.

    Args:
        base: Folder of the untuned model.
        adapter: Folder of the adapter.
        target: Folder for merged models.
        say: Told when a model is being merged.

    Raises:
        UserError: there is no adapter in the folder.
    """
    merged = target / merged_name(base, adapter)
    target.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{merged}.lock"):
        if not merged.is_dir():
            say(f"Merging the responder into {base.name}; this is done once")
            unfinished = target / f"{merged.name}.unfinished"
            shutil.rmtree(unfinished, ignore_errors=True)
            _merge(base, adapter, unfinished)
            unfinished.rename(merged)
    return merged


def merged_name(base: Path, adapter: Path) -> str:
    """Return the name of the merged model: the base's, and a hash of base and adapter.

    Raises:
        UserError: there is no adapter in the folder.
    """
    files = [adapter / _ADAPTER_CONFIG, adapter / ADAPTER_WEIGHTS]
    if not all(path.is_file() for path in files):
        raise UserError(f"no adapter in {adapter}: it needs {_ADAPTER_CONFIG}, {ADAPTER_WEIGHTS}")
    digest = hashlib.sha256()
    for path in [*files, *sorted(base.glob("*.safetensors"))]:
        with path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return f"{base.name}-responder-{digest.hexdigest()[:_DIGEST_LENGTH]}"


def _merge(base: Path, adapter: Path, target: Path) -> None:
    # Imported here: they take seconds to load, and most starts find the model merged.
    import torch
    from peft import PeftModel
    from transformers import AutoModelForCausalLM, AutoTokenizer

    # Added up in float32: bfloat16 would lose most of a small change to a large weight.
    model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32)
    merged = PeftModel.from_pretrained(model, str(adapter)).merge_and_unload()
    merged.to(torch.bfloat16).save_pretrained(target)
    AutoTokenizer.from_pretrained(base).save_pretrained(target)
