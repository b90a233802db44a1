"""The one file that says how a reranker is trained."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from retrieval.training.yaml_config import read_yaml_config

DEFAULT_CONFIG = Path(__file__).parent / "train.yaml"


class RerankerConfig(BaseModel):
    """What may be set; `train.yaml` holds the defaults and says what each key does."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    base: str
    seed: int
    max_tokens: int = Field(ge=16, le=512)
    field_wants: int = Field(ge=0)
    written_for: int = Field(ge=0)
    right: int = Field(ge=1)
    wrong: int = Field(ge=1)
    lora_rank: int = Field(ge=0)
    frozen_layers: int = Field(ge=0)
    freeze_embeddings: bool
    dropout: float = Field(ge=0, lt=1)
    batch: int = Field(ge=1)
    batches_per_step: int = Field(ge=1)
    epochs: float = Field(gt=0)
    learning_rate: float = Field(gt=0)
    warmup: float = Field(ge=0, lt=1)
    weight_decay: float = Field(ge=0)
    checks_per_epoch: int = Field(ge=1)
    patience: int = Field(ge=1)


def read_config(path: Path | None = None) -> RerankerConfig:
    """Return the defaults, with the keys of a file of one's own over them.

    Raises:
        UserError: The file cannot be read, or a key or value in it is not known.
    """
    return read_yaml_config(RerankerConfig, DEFAULT_CONFIG, path)
