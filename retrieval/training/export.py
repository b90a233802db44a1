"""Writes a trained cross-encoder as it is served: ONNX, in 8 bits."""

import shutil
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from torch import nn
from transformers import PreTrainedModel

from retrieval.rerank import DESCRIPTION, TOKENIZER, WEIGHTS, Description

_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


class _Logits(nn.Module):
    """The model as a function of its inputs in their order, which is what can be traced."""

    def __init__(self, model: PreTrainedModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, *inputs: torch.Tensor) -> Any:  # noqa: ANN401 -- torch's tensors are untyped
        return self.model(**dict(zip(_INPUTS, inputs, strict=True))).logits


def export(model: PreTrainedModel, base: Path, max_tokens: int, target: Path) -> None:
    """Write the folder of a reranker; weights of linear layers become 8 bits, one scale a channel.

    Args:
        model: The trained cross-encoder, one output.
        base: Folder with the tokenizer that it was trained with.
        max_tokens: What it was trained to read.
        target: Folder to write.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    target.mkdir(parents=True, exist_ok=True)
    example = torch.ones((2, 8), dtype=torch.int64)
    axes = {name: {0: "pairs", 1: "tokens"} for name in _INPUTS} | {"logits": {0: "pairs"}}
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        # They are about branches that a BERT encoder never takes, and about the exporter's age.
        warnings.simplefilter("ignore")
        whole = Path(folder) / WEIGHTS
        torch.onnx.export(
            _Logits(model.cpu()).eval().to(torch.float32),
            (example, example, torch.zeros_like(example)),
            str(whole),
            input_names=list(_INPUTS),
            output_names=["logits"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,  # the newer exporter needs packages that nothing else here needs
        )
        quantize_dynamic(whole, target / WEIGHTS, weight_type=QuantType.QInt8, per_channel=True)
    shutil.copy(base / TOKENIZER, target / TOKENIZER)
    description = Description(max_tokens=max_tokens).model_dump_json()
    (target / DESCRIPTION).write_text(f"{description}\n", encoding="utf-8")
