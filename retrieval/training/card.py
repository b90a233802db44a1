"""The model card, written by the run that trained the reranker."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from retrieval.measures import MEASURES, Comparison, Figures
from retrieval.training.config import RerankerConfig


@dataclass(frozen=True)
class Measured:
    """Figures on the queries of the test split: without and with the reranker."""

    before: Figures
    after: Figures
    comparison: Comparison


def write_model_card(
    folder: Path,
    config: RerankerConfig,
    data: Mapping[str, int],
    losses: Mapping[int, Mapping[str, float]],
    measured: Measured,
) -> None:
    """Write `README.md` beside a reranker.

    Args:
        folder: The reranker's.
        config: How it was trained.
        data: What it was trained on, and how many of each.
        losses: By step: `loss` and `eval_loss`.
        measured: What it achieves.
    """
    comparison = measured.comparison
    (folder / "README.md").write_text(
        f"""# Reranker: a cross-encoder from {config.base}

Reads a query with a product (title, category, brand, two telling attributes) and says how likely
the product is what the query asks for. Served by `retrieval.rerank`; for nothing else.

- **Method**: binary cross-entropy, {_learnt(config)}, dropout {config.dropout:g}; learning rate
  {config.learning_rate:g} with warm-up over {config.warmup:.0%} of the steps and linear decay,
  weight decay {config.weight_decay:g}, batches of {config.batch * config.batches_per_step},
  seed {config.seed}. Quantised to 8 bits (ONNX), {config.max_tokens} tokens.
- **Data**: {", ".join(f"{count:,} {what}" for what, count in data.items())}; how pairs are made:
  `docs/reranking.md`. Queries are split by a hash of their words.
- **Limits**: English. What it has learnt of things that the shop does not sell is little.

## Measured

The whole search over the shop's index, on queries of the test split, as served (8 bits).

| | fused | reranked |
|---|---|---|
{_rows(measured)}

{len(comparison.wins)} queries better, {len(comparison.losses)} worse, {comparison.ties} equal;
gain of ndcg@10 {comparison.gain:+.4f}, p = {comparison.p_value:.4f} (paired permutation test).

## Loss

| step | train | validation |
|---|---|---|
{_curve(losses)}
""",
        encoding="utf-8",
    )


def _learnt(config: RerankerConfig) -> str:
    if config.lora_rank:
        return f"LoRA of rank {config.lora_rank}"
    embeddings = "frozen" if config.freeze_embeddings else "tuned"
    return f"embeddings {embeddings}, layers from {config.frozen_layers} on tuned"


def _rows(measured: Measured) -> str:
    return "\n".join(
        f"| {name} | {_shown(measured.before, name)} | {_shown(measured.after, name)} |"
        for name in MEASURES
    )


def _shown(figures: Figures, measure: str) -> str:
    low, high = figures.interval(measure)
    return f"{figures.mean(measure):.3f} ({low:.3f}–{high:.3f})"


def _curve(losses: Mapping[int, Mapping[str, float]]) -> str:
    return "\n".join(
        f"| {step} | {_loss(entry, 'loss')} | {_loss(entry, 'eval_loss')} |"
        for step, entry in sorted(losses.items())
    )


def _loss(entry: Mapping[str, float], name: str) -> str:
    return f"{float(entry[name]):.3f}" if name in entry else ""
