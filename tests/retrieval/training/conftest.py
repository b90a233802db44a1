from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    BertModel,
    PreTrainedTokenizerFast,
)

from retrieval.rerank import Reranker
from retrieval.training.export import export

WORDS = (
    "copper steel kettle kettles wool sweater red navy blue bluetooth headphones tarn thimble mug"
)
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
MAX_TOKENS = 16


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a very small encoder that has learnt nothing."""
    folder = tmp_path_factory.mktemp("base")
    vocabulary = {word: number for number, word in enumerate([*SPECIAL, *WORDS.split(), "."])}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
        model_input_names=["input_ids", "token_type_ids", "attention_mask"],
    ).save_pretrained(folder)
    torch.manual_seed(1)
    encoder = BertModel(configuration(len(vocabulary)))  # type: ignore[no-untyped-call]
    encoder.save_pretrained(folder)
    return folder


def configuration(words: int) -> BertConfig:
    return BertConfig(
        vocab_size=words,
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        initializer_range=1.0,  # so that even what has learnt nothing has opinions
    )


@pytest.fixture(scope="session")
def exported(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a reranker over that encoder."""
    folder = tmp_path_factory.mktemp("reranker")
    model = BertForSequenceClassification.from_pretrained(base, num_labels=1)
    export(model, base, MAX_TOKENS, folder)
    return folder


@pytest.fixture
def reranker(exported: Path) -> Reranker:
    return Reranker(exported)
