"""Fine-tunes a cross-encoder with binary cross-entropy on pairs of queries and products."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from datasets import Dataset
from peft import LoraConfig
from peft.tuners.tuners_utils import BaseTunerLayer
from sentence_transformers.cross_encoder import (
    CrossEncoder,
    CrossEncoderTrainer,
    CrossEncoderTrainingArguments,
)
from sentence_transformers.cross_encoder.losses import BinaryCrossEntropyLoss
from transformers import (
    EarlyStoppingCallback,
    PreTrainedModel,
    PrinterCallback,
    TrainerCallback,
    TrainerControl,
    TrainerState,
    TrainingArguments,
    set_seed,
)

from retrieval.training.config import RerankerConfig
from retrieval.training.pairs import Pair
from retrieval.weights import Progress


def train(
    config: RerankerConfig,
    base: Path,
    pairs: Sequence[Pair],
    validation: Sequence[Pair],
    out: Path,
    progress: Progress,
    *,
    resume: bool = False,
) -> PreTrainedModel:
    """Train and return the best model, by its loss on the validation pairs.

    Args:
        config: How.
        base: Folder of the encoder to start from.
        pairs: What is learnt.
        validation: What tells when to stop.
        out: Gets checkpoints and TensorBoard's logs.
        progress: Told how far it is.
        resume: Go on from the last checkpoint in `out`.
    """
    set_seed(config.seed)
    model = CrossEncoder(
        str(base),
        num_labels=1,
        max_length=config.max_tokens,
        local_files_only=True,
        config_kwargs={
            "hidden_dropout_prob": config.dropout,
            "attention_probs_dropout_prob": config.dropout,
        },
    )
    encoder = _encoder(model)
    _limit(encoder, config)
    trainer = CrossEncoderTrainer(
        model=model,
        args=_arguments(config, out, len(pairs)),
        train_dataset=_dataset(pairs),
        eval_dataset=_dataset(validation),
        loss=BinaryCrossEntropyLoss(model),
        callbacks=[EarlyStoppingCallback(config.patience), _Watched(progress)],
    )
    trainer.remove_callback(PrinterCallback)  # the bar and TensorBoard say it better
    trainer.train(resume_from_checkpoint=resume)
    for layer in encoder.modules():
        if isinstance(layer, BaseTunerLayer):
            layer.merge()
    return encoder


class _Watched(TrainerCallback):
    """Says after each step how far a run is."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def on_step_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: object
    ) -> None:
        self._progress("training", state.global_step, state.max_steps)


def _encoder(model: CrossEncoder) -> PreTrainedModel:
    encoder = model.model
    if encoder is None:
        raise TypeError("a cross-encoder without a transformer cannot be trained here")
    return encoder


def _limit(encoder: PreTrainedModel, config: RerankerConfig) -> None:
    """Leave as they are the parts that are not to learn."""
    if config.lora_rank:
        adapter = LoraConfig(
            r=config.lora_rank,
            lora_alpha=2 * config.lora_rank,
            lora_dropout=config.dropout,
            target_modules=["query", "key", "value", "dense"],
            modules_to_save=["classifier"],
        )
        encoder.add_adapter(adapter)
        return
    bert: Any = encoder.base_model
    frozen = [bert.embeddings] if config.freeze_embeddings else []
    for part in [*frozen, *bert.encoder.layer[: config.frozen_layers]]:
        part.requires_grad_(False)


def _dataset(pairs: Sequence[Pair]) -> Dataset:
    return Dataset.from_dict(
        {
            "query": [pair.query for pair in pairs],
            "passage": [pair.passage for pair in pairs],
            "label": [pair.label for pair in pairs],
        }
    )


def _arguments(config: RerankerConfig, out: Path, pairs: int) -> CrossEncoderTrainingArguments:
    steps = pairs // (config.batch * config.batches_per_step)
    check = max(1, steps // config.checks_per_epoch)
    return CrossEncoderTrainingArguments(
        output_dir=str(out),
        seed=config.seed,
        per_device_train_batch_size=config.batch,
        per_device_eval_batch_size=4 * config.batch,
        gradient_accumulation_steps=config.batches_per_step,
        num_train_epochs=config.epochs,
        learning_rate=config.learning_rate,
        warmup_steps=config.warmup,
        weight_decay=config.weight_decay,
        bf16=_multiplies_bfloat16(),
        use_cpu=not torch.cuda.is_available(),
        eval_strategy="steps",
        eval_steps=check,
        save_steps=check,
        save_total_limit=2,
        load_best_model_at_end=True,
        metric_for_best_model="eval_loss",
        logging_steps=max(1, check // 8),
        report_to=["tensorboard"],
        disable_tqdm=True,
        dataloader_pin_memory=False,
    )


def _multiplies_bfloat16() -> bool:
    """Whether the hardware is faster in bfloat16 than in float32."""
    if torch.cuda.is_available():
        return bool(torch.cuda.is_bf16_supported())
    return bool(torch.cpu.get_capabilities().get("avx512_bf16"))
