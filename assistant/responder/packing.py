"""Packs examples that share a beginning into one batch, so that the beginning is read once.

The instructions and the worked examples are the same for every reply of a shop and longer than
all the rest. A pack holds them once; its examples go on from their keys and values, each by
itself. That is exactly what training on each example alone would compute, for half of the work.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch.nn.utils.rnn import pad_sequence
from transformers import PreTrainedTokenizerBase

IGNORED = -100
"""The target of places after which nothing is to be learnt."""


@dataclass(frozen=True)
class Encoded:
    """One example as token ids: what is read, and what is to be learnt."""

    prompt: list[int]
    reply: list[int]

    def __len__(self) -> int:
        """How many tokens it has."""
        return len(self.prompt) + len(self.reply)


@dataclass(frozen=True)
class Pack:
    """Examples with a common beginning."""

    prefix: list[int]
    rests: list[Encoded]


def encode(
    messages: list[dict[str, str]], reply: str, tokenizer: PreTrainedTokenizerBase
) -> Encoded:
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


def read_packs(
    path: Path, tokenizer: PreTrainedTokenizerBase, most_tokens: int, longest: int
) -> list[Pack]:
    """Return the packs of a file of examples; those of one shop share packs.

    Args:
        path: A file that `data.build.write_data` has written.
        tokenizer: The model's.
        most_tokens: Of a pack, with its padding.
        longest: Most tokens of an example without the common beginning; longer ones are left out.
    """
    groups: dict[int, list[Encoded]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        example = json.loads(line)
        encoded = encode(example["messages"], example["reply"], tokenizer)
        groups.setdefault(example["shop"], []).append(encoded)
    return [pack for group in groups.values() for pack in _packs(group, most_tokens, longest)]


def _packs(examples: list[Encoded], most_tokens: int, longest: int) -> Iterator[Pack]:
    shared = _shared_length(example.prompt for example in examples)
    prefix = examples[0].prompt[:shared]
    rests = [Encoded(example.prompt[shared:], example.reply) for example in examples]
    # Those of a length together: padding costs as much as text.
    fitting = sorted((rest for rest in rests if len(rest) <= longest), key=len)
    pack: list[Encoded] = []
    for rest in fitting:
        if pack and shared + len(rest) * (len(pack) + 1) > most_tokens:
            yield Pack(prefix, pack)
            pack = []
        pack.append(rest)
    if pack:
        yield Pack(prefix, pack)


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
    """Return the tensors of one pack of B examples, the longest of which has L tokens.

    Returns:
        `prefix` (1, P); `rests` (B, L), padded behind; `attention_mask` (B, P + L), zero where
        there is padding; `targets` (B, L), the token that is to be learnt after each place, or
        `IGNORED` where there is none.
    """
    [pack] = packs
    # The last token of a reply is learnt and never read.
    rows = [torch.tensor([*rest.prompt, *rest.reply[:-1]]) for rest in pack.rests]
    targets = [torch.tensor([IGNORED] * (len(rest.prompt) - 1) + rest.reply) for rest in pack.rests]
    prefix = torch.tensor([pack.prefix])
    seen = [torch.ones(len(pack.prefix) + len(row), dtype=torch.long) for row in rows]
    return {
        "prefix": prefix,
        "rests": pad_sequence(rows, batch_first=True),
        "attention_mask": pad_sequence(seen, batch_first=True),
        "targets": pad_sequence(targets, batch_first=True, padding_value=IGNORED),
    }
