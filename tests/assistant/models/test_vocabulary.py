from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

from assistant.models.vocabulary import estimate_tokens, token_counter

WORDS = r"(?i:'s|'t|'re)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s+(?!\S)|\s+"
TRAINING = [
    "A leather bag for 25.00, isn't it? Café 中文袋子 🙂🙂",
    "the bags\n\n\tand THE BAG",
] * 4
TEXTS = st.text(st.sampled_from("theabg  \n\t'sé中🙂25,.\u0301<|>") | st.characters(codec="utf-8"))


def byte_level(*, split: bool, composed: bool) -> Tokenizer:
    """Train a small vocabulary of the kind that the models here have."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    if split:
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
            [
                pre_tokenizers.Split(Regex(WORDS), "isolated"),
                pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
            ]
        )
    if composed:
        tokenizer.normalizer = normalizers.NFC()
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=340,
        special_tokens=["<|im_end|>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(TRAINING, trainer)
    return tokenizer


@pytest.mark.parametrize("split", [False, True])
@pytest.mark.parametrize("composed", [False, True])
def test_tokens_are_counted_as_the_models_own_tokenizer_counts_them(
    tmp_path: Path, split: bool, composed: bool
) -> None:
    tokenizer = byte_level(split=split, composed=composed)
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    count = token_counter(tmp_path)
    assert count("the bag<|im_end|>") == len(tokenizer.encode("the bag<|im_end|>").ids)

    @settings(max_examples=300, deadline=None)
    @given(TEXTS)
    def counts_agree(text: str) -> None:
        assert count(text) == len(tokenizer.encode(text).ids)

    counts_agree()


def test_a_vocabulary_of_another_kind_is_estimated(tmp_path: Path) -> None:
    tokenizer = Tokenizer(models.WordPiece({"[UNK]": 0}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    assert token_counter(tmp_path) is estimate_tokens


def test_a_folder_without_a_tokenizer_is_estimated(tmp_path: Path) -> None:
    assert token_counter(tmp_path) is estimate_tokens
