"""The model card, written by the run that trained the adapter."""

import json
from collections.abc import Mapping
from pathlib import Path

from assistant.responder.config import TrainingConfig
from assistant.responder.figures import Figures

_ROWS = {
    "failed_per_100": "sentences that fail verification, per 100",
    "fallbacks": "replies that fall back to a template",
    "evasions": "replies that say nothing of any record",
    "bad_references": "references to products that were not found",
    "words": "words a reply, as sent",
    "median_seconds": "seconds a reply, median",
    "p95_seconds": "seconds a reply, 95th percentile",
    "replies": "replies",
}


def write_model_card(
    folder: Path,
    config: TrainingConfig,
    run: Path,
    examples: int,
    measured: Mapping[str, tuple[Figures, Figures]],
) -> None:
    """Write `README.md` beside an adapter.

    Args:
        folder: The adapter's.
        config: How it was trained.
        run: Folder of the run, with the trainer's state.
        examples: How many were trained on.
        measured: By what was measured on: the base's figures and the adapter's.
    """
    tables = "\n\n".join(
        f"### {title}\n\n| | untuned | tuned |\n|---|---|---|\n"
        + "\n".join(
            f"| {what} | {getattr(before, name):g} | {getattr(after, name):g} |"
            for name, what in _ROWS.items()
        )
        for title, (before, after) in measured.items()
    )
    (folder / "README.md").write_text(
        f"""# Responder: an adapter for {config.base}

Goes on from the statement that opens a reply with one or two sentences that stand in the records
of the prompt, as `assistant.compose` writes it. For nothing else.

- **Base**: {config.base}, Apache-2.0. **Licence of the adapter**: Apache-2.0.
- **Method**: {config.method}, rank {config.rank}, alpha {config.alpha}, dropout {config.dropout:g},
  layers from {config.first_layer} on; learning rate {config.learning_rate:g} with warm-up and
  cosine decay, weight decay {config.weight_decay:g}, seed {config.seed}; loss on replies only.
- **Data**: {examples} replies in {config.data.train_shops} invented shops, none longer than
  {config.longest} tokens beside the instructions; how they are made: `docs/training.md`.
- **Limits**: English; short replies about products and rules of a shop. It still writes sentences
  that no record bears out, at the rate below: serve it behind the checked stream only.

## Measured

Same run, same machine, greedy decoding, every reply checked as it is when it is served.

{tables}

## Loss

| step | train | validation |
|---|---|---|
{_curve(run)}
""",
        encoding="utf-8",
    )


def _curve(run: Path) -> str:
    """The losses of the run as rows, from the trainer's last state."""
    states = list(run.glob("checkpoint-*/trainer_state.json"))
    newest = max(states, key=lambda path: path.stat().st_mtime)
    losses: dict[int, dict[str, float]] = {}
    for entry in json.loads(newest.read_text(encoding="utf-8"))["log_history"]:
        losses.setdefault(entry["step"], {}).update(entry)
    return "\n".join(
        f"| {step} | {_shown(entry, 'loss')} | {_shown(entry, 'eval_loss')} |"
        for step, entry in sorted(losses.items())
    )


def _shown(entry: Mapping[str, float], name: str) -> str:
    return f"{float(entry[name]):.3f}" if name in entry else ""
