"""Reads a query together with each product it found, and says how well they go together."""

import time
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from retrieval.errors import UserError
from retrieval.product import Product
from retrieval.texts import telling_values

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

WEIGHTS = "model.onnx"
TOKENIZER = "tokenizer.json"
DESCRIPTION = "reranker.json"
TRAINED = "reranker"
"""The folder of a reranker that was trained for the shop, among its models."""
SHIPPED = Path(__file__).parent / "trained" / "reranker"
"""The reranker that comes with the program; its card lies beside it."""

_BATCH = 8
"""Pairs between two looks at the clock."""


class Description(BaseModel):
    """What a folder says of the reranker in it."""

    model_config = ConfigDict(frozen=True)

    max_tokens: int = Field(ge=16, description="Tokens of a query and a product; longer: cut.")


def reranked_text(product: Product) -> str:
    """What of a product is read beside the query: what it is comes first, for the rest is cut off.

    >>> reranked_text(Product(id="1", title="Trail Mug", brand="Acme", category=["Home", "Mugs"]))
    'Trail Mug. Mugs. Acme'
    """
    values = telling_values(product)[:2]
    parts = [product.title, *product.category[-1:], product.brand or "", *values]
    return ". ".join(part for part in parts if part)


def find_reranker(models_dir: Path) -> "Reranker | None":
    """Return the shop's own reranker, else the one that comes with the program, else None."""
    for folder in (models_dir / TRAINED, SHIPPED):
        if folder.is_dir():
            return Reranker(folder)
    return None


class Reranker:
    """A trained cross-encoder, quantised; loaded when first used, safe to share between threads."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.perf_counter) -> None:
        """Take the folder that training has written.

        Raises:
            UserError: There is no reranker in the folder.
        """
        self._folder = folder
        self._clock = clock
        try:
            text = (folder / DESCRIPTION).read_text(encoding="utf-8")
            self.description = Description.model_validate_json(text)
        except (OSError, ValidationError) as error:
            raise UserError(f"no reranker in {folder}: {error}") from error

    def load(self) -> None:
        """Read the model where that was not done yet; it does not count as time of a search."""
        _ = self._tokenizer, self._session

    def scores(
        self, query: str, passages: Sequence[str], seconds: float = float("inf")
    ) -> NDArray[np.float32] | None:
        """How likely each passage is what the query asks for.

        Args:
            query: What the shopper typed.
            passages: Products, as `reranked_text` writes them.
            seconds: The time there is. As soon as it is clear that it will not do, work stops.

        Returns:
            Shape (passages,), between 0 and 1; None where the time would not have done.
        """
        self.load()
        began = self._clock()
        logits: list[NDArray[np.float32]] = []
        for start in range(0, len(passages), _BATCH):
            logits.append(self._logits(query, passages[start : start + _BATCH]))
            done = min(start + _BATCH, len(passages))
            if (self._clock() - began) * len(passages) / done > seconds:
                return None
        joined = np.concatenate(logits) if logits else np.zeros(0, np.float32)
        return np.asarray(1 / (1 + np.exp(-joined)), dtype=np.float32)

    def _logits(self, query: str, passages: Sequence[str]) -> NDArray[np.float32]:
        encoded = self._tokenizer.encode_batch([(query, passage) for passage in passages])
        logits = self._session.run(
            None,
            {
                "input_ids": np.array([each.ids for each in encoded], dtype=np.int64),
                "attention_mask": np.array([each.attention_mask for each in encoded], np.int64),
                "token_type_ids": np.array([each.type_ids for each in encoded], np.int64),
            },
        )[0]
        return np.asarray(logits, dtype=np.float32).reshape(-1)

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder / TOKENIZER))
        tokenizer.enable_truncation(self.description.max_tokens, strategy="only_second")
        tokenizer.enable_padding()
        return tokenizer

    @cached_property
    def _session(self) -> "InferenceSession":
        from onnxruntime import InferenceSession

        return InferenceSession(str(self._folder / WEIGHTS), providers=["CPUExecutionProvider"])
