"""Packs: only replies are learnt, and a shared beginning changes no loss."""

import json
from pathlib import Path

import pytest
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from assistant.responder.packing import IGNORED, Encoded, Pack, collate, encode, read_packs
from assistant.responder.train import reply_loss

_MESSAGES = [
    {"role": "system", "content": "You work in a shop."},
    {"role": "user", "content": "a mug"},
    {"role": "assistant", "content": "Here are 2 that fit."},
]


def test_only_the_tokens_of_the_reply_are_learnt(tiny_base: Path) -> None:
    tokenizer = AutoTokenizer.from_pretrained(tiny_base)
    example = encode(_MESSAGES, "[P1] is blue.", tokenizer)
    batch = collate([Pack(example.prompt[:9], [Encoded(example.prompt[9:], example.reply)])])
    learnt = batch["targets"][batch["targets"] != IGNORED]
    assert tokenizer.decode(learnt) == " [P1] is blue.<|im_end|>"


def test_a_reply_goes_on_from_its_opening_as_the_server_lets_it(tiny_base: Path) -> None:
    tokenizer = AutoTokenizer.from_pretrained(tiny_base)
    example = encode(_MESSAGES, "[P1] is blue.", tokenizer)
    read = str(tokenizer.decode([*example.prompt, *example.reply]))
    assert read.endswith("<|im_start|>assistant\nHere are 2 that fit. [P1] is blue.<|im_end|>")


def test_a_reply_without_an_opening_begins_a_message(tiny_base: Path) -> None:
    tokenizer = AutoTokenizer.from_pretrained(tiny_base)
    example = encode(_MESSAGES[:2], "Within 30 days.", tokenizer)
    read = str(tokenizer.decode([*example.prompt, *example.reply]))
    assert read.endswith("a mug<|im_end|>\n<|im_start|>assistant\nWithin 30 days.<|im_end|>")


def test_a_pack_has_the_loss_of_its_examples_one_by_one(tiny_base: Path) -> None:
    model = AutoModelForCausalLM.from_pretrained(tiny_base, dtype=torch.float32)
    prefix = [5, 6, 7, 8]
    rests = [Encoded([9, 10], [11, 12, 13]), Encoded([20, 21, 22, 23], [24])]
    packed = reply_loss(model, collate([Pack(prefix, rests)]))
    alone = [_loss_alone(model, prefix + rest.prompt, rest.reply) for rest in rests]
    assert packed.item() == pytest.approx(torch.cat(alone).mean().item(), abs=1e-5)


def test_packs_keep_shops_apart_and_leave_out_what_is_too_long(
    tiny_base: Path, tmp_path: Path
) -> None:
    tokenizer = AutoTokenizer.from_pretrained(tiny_base)
    lines = [_line(shop, f"mug {number}") for shop in (1, 2) for number in range(3)]
    path = tmp_path / "train.jsonl"
    path.write_text("\n".join([*lines, _line(2, "mug " * 200)]), encoding="utf-8")
    packs = read_packs(path, tokenizer, most_tokens=400, longest=300)
    assert sum(len(pack.rests) for pack in packs) == 6
    for pack in packs:
        assert "shop 1" in (said := str(tokenizer.decode(pack.prefix))) or "shop 2" in said
        assert len(pack.prefix) + sum(map(len, pack.rests)) <= 400


def _loss_alone(model: torch.nn.Module, prompt: list[int], reply: list[int]) -> torch.Tensor:
    logits = model(torch.tensor([prompt + reply])).logits[0, len(prompt) - 1 : -1]
    return torch.nn.functional.cross_entropy(logits, torch.tensor(reply), reduction="none")


def _line(shop: int, wish: str) -> str:
    messages = [
        {"role": "system", "content": f"You work in shop {shop}."},
        {"role": "user", "content": wish},
    ]
    return json.dumps({"shop": shop, "scene": "matches", "messages": messages, "reply": "Yes."})
