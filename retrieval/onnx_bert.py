"""BERT encoders that are packaged as ONNX, as the sentence-transformers folder they came from."""

import shutil
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_TOKENIZER = ("config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json")


def read_weights(model: Path) -> dict[str, NDArray[np.float32]]:
    """Read the weights of a BERT encoder out of an ONNX graph, by their PyTorch names.

    Exporters keep the names of biases, norms and embeddings, but fold the matrices of linear
    layers: transposed, with a running number for a name. The node that multiplies by such a
    matrix still carries the path of its layer.

    Args:
        model: The `.onnx` file, float32.

    Returns:
        Arrays by the parameter names of `transformers.BertModel` (without the pooler).
    """
    import onnx

    graph = onnx.load(str(model)).graph
    arrays = {entry.name: onnx.numpy_helper.to_array(entry) for entry in graph.initializer}
    weights = {
        name: array
        for name, array in arrays.items()
        if name.startswith(("embeddings.", "encoder.")) and array.dtype == np.float32
    }
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in arrays:
            layer = node.name.strip("/").removesuffix("/MatMul").replace("/", ".")
            weights[f"{layer}.weight"] = np.ascontiguousarray(arrays[node.input[1]].T)
    return weights


def convert(source: Path, target: Path, max_seq_length: int = 512) -> None:
    """Write a sentence-transformers folder (mean pooling, normalised) from an ONNX package.

    Args:
        source: Folder with `config.json`, the tokenizer's files and `onnx/model.onnx`.
        target: Folder to write; what stood there is replaced.
        max_seq_length: Tokens after which a text is cut.

    Raises:
        RuntimeError: The graph does not hold every weight that the configuration asks for.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel

    shutil.rmtree(target, ignore_errors=True)
    encoder = target / "encoder"
    encoder.mkdir(parents=True)
    for name in _TOKENIZER:
        shutil.copy(source / name, encoder / name)
    configuration = BertConfig.from_pretrained(str(encoder))
    bert = BertModel(configuration, add_pooling_layer=False)  # type: ignore[no-untyped-call]
    weights = read_weights(source / "onnx" / "model.onnx")
    # The state is loaded strictly: a weight that is missing or has another shape is an error.
    bert.load_state_dict({name: torch.from_numpy(array) for name, array in weights.items()})
    bert.save_pretrained(str(encoder))
    transformer = Transformer(str(encoder), max_seq_length=max_seq_length)
    pooling = Pooling(transformer.get_embedding_dimension(), "mean")
    SentenceTransformer(modules=[transformer, pooling, Normalize()], device="cpu").save(str(target))
    shutil.rmtree(encoder)
