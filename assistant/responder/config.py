"""The one file that says how a responder is trained."""

from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import UserError
from assistant.responder.data.build import DataSize

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
    values = yaml.safe_load(DEFAULT_CONFIG.read_text(encoding="utf-8"))
    if path is None:
        return TrainingConfig.model_validate(values)
    try:
        own = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        return TrainingConfig.model_validate(values | own)
    except (OSError, yaml.YAMLError, TypeError, ValidationError) as error:
        raise UserError(f"{path} is not a training configuration: {error}") from error
