"""Training configurations: a file with every key and its default, and one's own keys over it."""

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from retrieval.errors import UserError

Config = TypeVar("Config", bound=BaseModel)


def read_yaml_config(kind: type[Config], defaults: Path, path: Path | None) -> Config:
    """Return the defaults, with the keys of a file of one's own over them.

    Args:
        kind: What the configuration is read as.
        defaults: The file that holds every key.
        path: The file of one's own; None: the defaults alone.

    Raises:
        UserError: That file cannot be read, or a key or value in it is not known.
    """
    values = yaml.safe_load(defaults.read_text(encoding="utf-8"))
    if path is None:
        return kind.model_validate(values)
    try:
        own = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        return kind.model_validate(values | own)
    except (OSError, yaml.YAMLError, TypeError, ValidationError) as error:
        raise UserError(f"{path} is not a training configuration: {error}") from error
