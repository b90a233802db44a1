"""Counts tokens in a served model's own vocabulary, with tiktoken."""

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import tiktoken

CountTokens = Callable[[str], int]

_BYTES_PER_TOKEN = 4
_WORDS = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
"""How GPT-2 cuts a text into words: what "ByteLevel" means in a tokenizer's file."""


def token_counter(folder: Path) -> CountTokens:
    """Return what counts a text's tokens as the model of a folder does.

    Args:
        folder: Holds the model's `tokenizer.json`. A vocabulary of another kind than byte-level
            pairs (BPE) is not read: `estimate_tokens` stands in for it.
    """
    path = folder / "tokenizer.json"
    if not path.exists():
        return estimate_tokens
    tokenizer = json.loads(path.read_text(encoding="utf-8"))
    pattern = _pattern(tokenizer["pre_tokenizer"])
    if tokenizer["model"]["type"] != "BPE" or pattern is None:
        return estimate_tokens
    ranks = _ranks(tokenizer["model"])
    encoding = tiktoken.Encoding(
        name=folder.name,
        pat_str=pattern,
        mergeable_ranks=ranks,
        special_tokens=_special_tokens(tokenizer, ranks),
    )
    form = (tokenizer["normalizer"] or {}).get("type")

    def count(text: str) -> int:
        normal = unicodedata.normalize(form, text) if form else text
        return len(encoding.encode(normal, allowed_special="all"))

    return count


def estimate_tokens(text: str) -> int:
    """Return an estimate, for a model whose vocabulary is not known here.

    >>> estimate_tokens("a leather bag")
    4
    """
    return -(-len(text.encode()) // _BYTES_PER_TOKEN)


def _pattern(pre_tokenizer: dict[str, Any] | None) -> str | None:
    """The expression by which a text is cut before pairs are merged; None: no single one."""
    match pre_tokenizer:
        case {"type": "ByteLevel", "use_regex": True, "add_prefix_space": False}:
            return _WORDS
        case {
            "type": "Sequence",
            "pretokenizers": [
                {"type": "Split", "pattern": {"Regex": pattern}, "behavior": "Isolated"},
                {"type": "ByteLevel", "use_regex": False, "add_prefix_space": False},
            ],
        }:
            return str(pattern)
    return None


def _ranks(model: dict[str, Any]) -> dict[bytes, int]:
    """The vocabulary as tiktoken wants it: single bytes first, then pairs in order of merging."""
    byte_of = {char: byte for byte, char in enumerate(_printable_bytes())}
    ranks = {bytes([byte]): byte for byte in range(256)}
    for merge in model["merges"]:
        left, right = merge if isinstance(merge, list) else merge.split(" ")
        token = bytes(byte_of[char] for char in left + right)
        ranks.setdefault(token, len(ranks))
    return ranks


def _special_tokens(tokenizer: dict[str, Any], ranks: dict[bytes, int]) -> dict[str, int]:
    names = [token["content"] for token in tokenizer["added_tokens"]]
    return {name: len(ranks) + index for index, name in enumerate(names)}


def _printable_bytes() -> list[str]:
    """How a tokenizer's file writes the bytes 0 to 255: printable ones as themselves.

    >>> _printable_bytes()[ord("a")], _printable_bytes()[ord(" ")]
    ('a', 'Ġ')
    """
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = (byte for byte in range(256) if byte not in printable)
    chars = {byte: chr(byte) for byte in printable}
    chars |= {byte: chr(256 + index) for index, byte in enumerate(others)}
    return [chars[byte] for byte in range(256)]
