"""Packs examples that share a beginning into one sequence, so that the beginning is read once.

The instructions and the worked examples are the same for every reply of a shop and longer than
all the rest. In a pack they stand once; each example follows, sees the beginning and itself and
nothing of its neighbours, and counts its positions on from the beginning. That is exactly what
training on each example alone would compute, for a fraction of the work.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import torch


class ChatTokenizer(Protocol):
    """What is needed of a tokenizer of transformers."""

    eos_token: str

    def apply_chat_template(self, conversation: list[dict[str, str]], **options: object) -> str:
        """Return the conversation as the text that the model reads."""
        ...

    def encode(self, text: str, **options: object) -> list[int]:
        """Return the text's token ids."""
        ...


@dataclass(frozen=True)
class Encoded:
    """One example as token ids: what is read, and what is to be learnt."""

    prompt: list[int]
    reply: list[int]


@dataclass(frozen=True)
class Pack:
    """Examples with a common beginning."""

    prefix: list[int]
    rests: list[Encoded]


def encode(messages: list[dict[str, str]], reply: str, tokenizer: ChatTokenizer) -> Encoded:
    """Return the token ids of an example, in the chat template that it is served with.

    A last message of the assistant's is continued, as the server does it: the reply goes on
    after a space. Otherwise the reply begins a message of its own.
    """
    continued = messages[-1]["role"] == "assistant"
    prompt = tokenizer.apply_chat_template(
        messages,
        tokenize=False,
        continue_final_message=continued,
        add_generation_prompt=not continued,
    )
    said = f"{' ' if continued else ''}{reply}{tokenizer.eos_token}"
    return Encoded(
        tokenizer.encode(prompt, add_special_tokens=False),
        tokenizer.encode(said, add_special_tokens=False),
    )


def read_packs(path: Path, tokenizer: ChatTokenizer, most_tokens: int) -> list[Pack]:
    """Return the packs of a file of examples; those of one shop stand together in it."""
    lines = path.read_text(encoding="utf-8").splitlines()
    groups: dict[int, list[Encoded]] = {}
    for line in lines:
        example = json.loads(line)
        encoded = encode(example["messages"], example["reply"], tokenizer)
        groups.setdefault(example["shop"], []).append(encoded)
    return [pack for group in groups.values() for pack in _packs(group, most_tokens)]


def _packs(examples: list[Encoded], most_tokens: int) -> Iterator[Pack]:
    shared = _shared_length(example.prompt for example in examples)
    prefix = examples[0].prompt[:shared]
    rests: list[Encoded] = []
    length = shared
    for example in examples:
        rest = Encoded(example.prompt[shared:], example.reply)
        size = len(rest.prompt) + len(rest.reply)
        if rests and length + size > most_tokens:
            yield Pack(prefix, rests)
            rests, length = [], shared
        rests.append(rest)
        length += size
    yield Pack(prefix, rests)


def _shared_length(prompts: Iterable[list[int]]) -> int:
    """How many tokens all prompts begin with; each keeps one of its own, to predict from."""
    first, *others = prompts
    length = len(first) - 1
    for other in others:
        same = 0
        for ours, theirs in zip(first[:length], other[:-1], strict=False):
            if ours != theirs:
                break
            same += 1
        length = same
    return length


def collate(packs: list[Pack]) -> dict[str, torch.Tensor]:
    """Return the tensors of one pack.

    Returns:
        `input_ids` and `position_ids` (1, length); `attention_mask` (1, 1, length, length), true
        where the row's token sees the column's; `predicting` (replies' tokens,), the places whose
        next token is to be learnt, and `targets` (replies' tokens,), those tokens.
    """
    [pack] = packs
    ids, positions = list(pack.prefix), list(range(len(pack.prefix)))
    predicting: list[int] = []
    targets: list[int] = []
    segments = [0] * len(ids)
    for number, rest in enumerate(pack.rests, start=1):
        # The last token of a reply is predicted and never read.
        tokens = [*rest.prompt, *rest.reply[:-1]]
        begin = len(ids) + len(rest.prompt) - 1
        predicting += range(begin, begin + len(rest.reply))
        targets += rest.reply
        positions += range(len(pack.prefix), len(pack.prefix) + len(tokens))
        segments += [number] * len(tokens)
        ids += tokens
    segment = torch.tensor(segments)
    visible = (segment[None, :] == segment[:, None]) | (segment[None, :] == 0)
    return {
        "input_ids": torch.tensor([ids]),
        "position_ids": torch.tensor([positions]),
        "attention_mask": torch.tril(visible)[None, None],
        "predicting": torch.tensor(predicting),
        "targets": torch.tensor(targets),
    }
