"""One training run, start to end: data, training, measuring, model card, and the gate."""

import asyncio
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from assistant.errors import UserError
from assistant.models.registry import find_model
from assistant.models.vocabulary import token_counter
from assistant.models.weights import prepare
from assistant.responder.card import write_model_card
from assistant.responder.config import TrainingConfig
from assistant.responder.data.build import build, shop_ranges, write_data
from assistant.responder.data.edits import add_edits
from assistant.responder.figures import Figures, figures_of
from assistant.responder.promote import PROMOTED, Promoted, refusals
from assistant.settings import Settings

_MEASURED = 60
"""Replies in shops never seen that a run is measured on."""

Say = Callable[[str], None]


@dataclass(frozen=True)
class Places:
    """Where the parts of a run are kept, all in the data directory."""

    base: Path
    data: Path
    run: Path
    promoted: Path
    settings: Settings
    """Of the shop whose agents' edits are learnt from, too."""


def places(settings: Settings, config: TrainingConfig, say: Say) -> Places:
    """Return the places of a run; the base model is fetched where it is not here yet.

    Raises:
        UserError: there is no such model.
        DownloadError: it cannot be had.
    """
    work = settings.data_dir / "responder"
    base = prepare(find_model(config.base), settings.models_dir, say)
    promoted = settings.models_dir / PROMOTED
    return Places(base, work / "data", work / "run", promoted, settings)


def build_data(places: Places, config: TrainingConfig) -> Path:
    """Make the data anew, with what agents made of drafts beside it; return its folder."""
    count = token_counter(places.base)
    folder = write_data(config.data, places.data, count)
    add_edits(places.settings, folder / "train.jsonl", count)
    return folder


def train_and_measure(places: Places, config: TrainingConfig, say: Say, resume: bool) -> Path:
    """Train, measure before and after, write the card; return the adapter's folder.

    Raises:
        UserError: there is no run to resume.
    """
    # Imported here: it loads torch, transformers and peft.
    from assistant.responder.train import train

    if resume and not list(places.run.glob("checkpoint-*")):
        raise UserError(f"no checkpoint in {places.run} to resume from")
    if not resume:
        shutil.rmtree(places.run, ignore_errors=True)
    if not (places.data / "train.jsonl").exists():
        say("Making the training data")
        build_data(places, config)
    adapter = train(config, places.base, places.data, places.run, say, resume)
    say("Measuring, before and after, in shops that were not trained on")
    figures = (measure(places.base, None, config), measure(places.base, adapter, config))
    examples = len((places.data / "train.jsonl").read_text(encoding="utf-8").splitlines())
    measured = {"Shops never seen": figures}
    write_model_card(adapter, config, places.run, examples, measured)
    return adapter


def measure(base: Path, adapter: Path | None, config: TrainingConfig) -> Figures:
    """Return the figures of a model over replies in the shops of the test split."""
    from assistant.responder.local_model import LocalModel
    from assistant.responder.measure import replies_to

    model = LocalModel(base, adapter)
    shops = shop_ranges(config.data)["test"]
    examples = build(config.data.seed, shops, config.data.per_shop, model.count_tokens)
    return figures_of(asyncio.run(replies_to(islice(examples, _MEASURED), model)))


def promote(places: Places, adapter: Path, config: TrainingConfig) -> list[str]:
    """Put the adapter to use, unless it is worse than what is in use; return why it is not.

    Raises:
        ConflictError: it is in use already.
        UserError: there is no adapter in the folder.
    """
    promoted = Promoted(places.promoted, places.base)
    current = measure(places.base, promoted.current(), config)
    reasons = refusals(measure(places.base, adapter, config), current)
    if not reasons:
        promoted.promote(adapter)
    return reasons
