"""The one file that says how a responder is trained."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.responder.data.build import DataSize
from retrieval.training.yaml_config import read_yaml_config

DEFAULT_CONFIG = Path(__file__).parent / "train.yaml"


class TrainingConfig(BaseModel):
    """What may be set; `train.yaml` holds the defaults and says what each key does."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    base: str
    seed: int
    data: DataSize
    method: Literal["lora", "adalora", "full"]
    rank: int = Field(ge=1)
    alpha: int = Field(ge=1)
    dropout: float = Field(ge=0, lt=1)
    first_layer: int = Field(ge=0)
    pack_tokens: int = Field(ge=64)
    longest: int = Field(ge=64)
    packs_per_step: int = Field(ge=1)
    epochs: float = Field(gt=0)
    learning_rate: float = Field(gt=0)
    warmup: float = Field(ge=0, lt=1)
    weight_decay: float = Field(ge=0)
    checks_per_epoch: int = Field(ge=1)
    patience: int = Field(ge=1)
    threads: int = Field(ge=0)


def read_config(path: Path | None = None) -> TrainingConfig:
    """Return the defaults, with the keys of a file of one's own over them.

    Raises:
        UserError: the file cannot be read, or a key or value in it is not known.
    """
    return read_yaml_config(TrainingConfig, DEFAULT_CONFIG, path)
