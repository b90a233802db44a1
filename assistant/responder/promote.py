"""The gate for new adapters, and which one is in use: promoted, and rolled back, by name."""

import shutil
from collections.abc import Callable
from pathlib import Path

from pydantic import TypeAdapter

from assistant.errors import ConflictError, UserError
from assistant.responder.figures import Figures
from assistant.responder.merge import merged_model, merged_name

_HISTORY = "history.json"
_NAMES = TypeAdapter(list[str])

PROMOTED = "responder"
"""The folder of promoted adapters, among the models."""

SHIPPED = Path(__file__).parent / "adapters"
"""Adapters that come with the program, each in a folder of its base model's name."""


def refusals(candidate: Figures, current: Figures) -> list[str]:
    """Say in what the candidate is worse than what is in use; nothing to say: it may be used.

    Both must have been measured on the same replies.
    """
    compared = {
        "sentences that fail verification per 100": "failed_per_100",
        "replies that fall back to a template": "fallbacks",
        "replies that say nothing": "evasions",
        "references to products that were not found": "bad_references",
    }
    return [
        f"{what}: {getattr(candidate, name):g}, before {getattr(current, name):g}"
        for what, name in compared.items()
        if getattr(candidate, name) > getattr(current, name)
    ]


def tuned_model(base: Path, models_dir: Path, say: Callable[[str], None]) -> Path:
    """Return the folder to serve in place of a base model: with the adapter in use merged in.

    Args:
        base: Folder of the untuned model; returned as it is where no adapter is in use.
        models_dir: Where models are kept.
        say: Told when a model is being merged.
    """
    adapter = Promoted(models_dir / PROMOTED, base).current()
    return base if adapter is None else merged_model(base, adapter, models_dir, say)


class Promoted:
    """The adapters that an operator has put to use, kept with their history.

    Args:
        folder: Where they are kept.
        base: Folder of the model that they are for.
    """

    def __init__(self, folder: Path, base: Path) -> None:
        self._folder = folder
        self._base = base

    def current(self) -> Path | None:
        """Return the adapter in use: the one promoted last, else the shipped one, else None."""
        history = self._history()
        if history:
            return self._folder / history[-1]
        shipped = SHIPPED / self._base.name
        return shipped if shipped.is_dir() else None

    def promote(self, adapter: Path) -> Path:
        """Put an adapter to use and return where it is kept.

        Raises:
            ConflictError: it is in use already.
            UserError: there is no adapter in the folder.
        """
        name = merged_name(self._base, adapter)
        history = self._history()
        if history[-1:] == [name]:
            raise ConflictError("this adapter is in use already")
        kept = self._folder / name
        shutil.copytree(adapter, kept, dirs_exist_ok=True)
        self._write([*history, name])
        return kept

    def roll_back(self) -> Path | None:
        """Take the adapter in use out of use; return the one that is in use then.

        Raises:
            UserError: none was promoted.
        """
        history = self._history()
        if not history:
            raise UserError("no adapter was promoted here, so there is nothing to go back to")
        self._write(history[:-1])
        return self.current()

    def _history(self) -> list[str]:
        path = self._folder / _HISTORY
        return _NAMES.validate_json(path.read_bytes()) if path.exists() else []

    def _write(self, names: list[str]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = self._folder / f"{_HISTORY}.unfinished"
        unfinished.write_bytes(_NAMES.dump_json(names))
        unfinished.rename(self._folder / _HISTORY)
