"""Fine-tunes a small model on grounded replies: LoRA, on the tokens of the replies only."""

from collections.abc import Callable
from math import ceil
from pathlib import Path
from typing import Any

import torch
from peft import AdaLoraConfig, LoraConfig, PeftConfig, PeftModel, get_peft_model
from safetensors.torch import load_file, save_file
from torch import nn
from transformers import (
    AutoModelForCausalLM,
    AutoTokenizer,
    DynamicCache,
    EarlyStoppingCallback,
    PreTrainedModel,
    Trainer,
    TrainingArguments,
    set_seed,
)

from assistant.responder.config import TrainingConfig
from assistant.responder.merge import ADAPTER_WEIGHTS
from assistant.responder.packing import IGNORED, collate, read_packs
from assistant.responder.progress import TimeLeft


class ResponderTrainer(Trainer):
    """A trainer whose loss looks at the replies only, so that only they cost a vocabulary."""

    def compute_loss(
        self,
        model: nn.Module,
        inputs: dict[str, torch.Tensor],
        return_outputs: bool = False,
        num_items_in_batch: torch.Tensor | int | None = None,
    ) -> Any:  # noqa: ANN401 -- the signature is transformers'
        """Return the loss of a pack."""
        loss = reply_loss(model, inputs)
        return (loss, {}) if return_outputs else loss


def reply_loss(model: nn.Module, inputs: dict[str, torch.Tensor]) -> torch.Tensor:
    """Return the mean cross-entropy of the replies' tokens; see `packing.collate`."""
    causal: Any = model.get_base_model() if isinstance(model, PeftModel) else model
    beginning = DynamicCache(config=causal.config)
    causal.model(input_ids=inputs["prefix"], past_key_values=beginning)
    beginning.batch_repeat_interleave(len(inputs["rests"]))
    hidden = causal.model(
        input_ids=inputs["rests"],
        attention_mask=inputs["attention_mask"],
        past_key_values=beginning,
    ).last_hidden_state
    learnt = inputs["targets"] != IGNORED
    logits = causal.lm_head(hidden[learnt]).float()
    return nn.functional.cross_entropy(logits, inputs["targets"][learnt])


def train(
    config: TrainingConfig,
    base: Path,
    data: Path,
    out: Path,
    say: Callable[[str], None],
    resume: bool = False,
) -> Path:
    """Train and return the folder of the best adapter (or model, where all of it was tuned).

    Args:
        config: How.
        base: Folder of the model to tune.
        data: Folder with `train.jsonl` and `validation.jsonl`.
        out: Gets checkpoints, TensorBoard's logs and the result.
        say: Told how far it is, a line at a time.
        resume: Go on from the last checkpoint in `out`.
    """
    if config.threads:
        torch.set_num_threads(config.threads)
    set_seed(config.seed)
    tokenizer = AutoTokenizer.from_pretrained(base)
    packs = {
        split: read_packs(data / f"{split}.jsonl", tokenizer, config.pack_tokens, config.longest)
        for split in ("train", "validation")
    }
    model = AutoModelForCausalLM.from_pretrained(base, dtype=_precision())
    steps = ceil(len(packs["train"]) / config.packs_per_step * config.epochs)
    trainer = ResponderTrainer(
        model=_adapted(model, config, steps),
        args=_arguments(config, out, len(packs["train"])),
        data_collator=collate,
        train_dataset=packs["train"],
        eval_dataset=packs["validation"],
        callbacks=[EarlyStoppingCallback(config.patience), TimeLeft(say)],
    )
    trainer.train(resume_from_checkpoint=resume)
    result = out / "best"
    trainer.save_model(str(result))
    if config.method == "full":
        tokenizer.save_pretrained(result)
    else:
        halve(result / ADAPTER_WEIGHTS)
    return result


def halve(weights: Path) -> None:
    """Write an adapter's weights in float16: half the size, and as good for adding up."""
    small = {name: part.to(torch.float16) for name, part in load_file(weights).items()}
    save_file(small, weights, metadata={"format": "pt"})


def _precision() -> torch.dtype:
    """Use bfloat16 where the hardware multiplies it, else float32; adapters are float32 always."""
    if torch.cuda.is_available():
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float32
    return torch.bfloat16 if torch.cpu._is_avx512_bf16_supported() else torch.float32


def _adapted(model: PreTrainedModel, config: TrainingConfig, steps: int) -> nn.Module:
    if config.method == "full":
        nn.Module.to(model, torch.float32)
        return model
    layers = list(range(config.first_layer, model.config.num_hidden_layers))
    shared: dict[str, Any] = {
        "lora_alpha": config.alpha,
        "lora_dropout": config.dropout,
        "target_modules": _linear_layers(model),
        "layers_to_transform": layers if config.first_layer else None,
        "task_type": "CAUSAL_LM",
    }
    adapter: PeftConfig = LoraConfig(r=config.rank, **shared)
    if config.method == "adalora":
        adapter = AdaLoraConfig(
            init_r=config.rank * 2, target_r=config.rank, total_step=steps, **shared
        )
    adapted: nn.Module = get_peft_model(model, adapter)
    return adapted


def _linear_layers(model: PreTrainedModel) -> list[str]:
    """Name every kind of linear layer inside the blocks; the output layer is not one of them."""
    names = {
        name.rpartition(".")[2]
        for name, module in model.base_model.named_modules()
        if isinstance(module, nn.Linear)
    }
    return sorted(names)


def _arguments(config: TrainingConfig, out: Path, packs: int) -> TrainingArguments:
    check = max(1, packs // config.packs_per_step // config.checks_per_epoch)
    return TrainingArguments(
        output_dir=str(out),
        seed=config.seed,
        per_device_train_batch_size=1,
        per_device_eval_batch_size=1,
        gradient_accumulation_steps=config.packs_per_step,
        num_train_epochs=config.epochs,
        learning_rate=config.learning_rate,
        lr_scheduler_type="cosine",
        warmup_steps=config.warmup,
        weight_decay=config.weight_decay,
        eval_strategy="steps",
        eval_steps=check,
        save_steps=check,
        save_total_limit=2,
        load_best_model_at_end=True,
        metric_for_best_model="eval_loss",
        prediction_loss_only=True,
        remove_unused_columns=False,
        label_names=["targets"],
        logging_steps=max(1, check // 4),
        report_to=["tensorboard"],
        disable_tqdm=True,
        dataloader_pin_memory=False,
    )
