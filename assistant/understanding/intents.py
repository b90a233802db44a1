"""The intent of a message, with a calibrated confidence: a linear model over its features."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.state import Intent
from assistant.understanding.features import features
from assistant.understanding.ports import Embedder

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class IntentClassifier:
    """Softmax regression over `features`, its logits divided by a temperature.

    Attributes:
        intents: The classes, in the order of the weights' rows.
        weights: Shape (classes, features).
        bias: Shape (classes,).
        temperature: Fitted so that a confidence of 0.8 is right 8 times of 10.
        key: What it was trained on: the examples' fingerprint and the embedding model's name.
    """

    intents: tuple[Intent, ...]
    weights: Floats
    bias: Floats
    temperature: float
    key: str

    def probabilities(self, texts: list[str], embedder: Embedder) -> Floats:
        """Return one row a text, shape (texts, classes), each summing to one."""
        logits = features(texts, embedder) @ self.weights.T.astype(np.float32) + self.bias
        return softmax(np.asarray(logits, dtype=np.float32) / self.temperature)

    def classify(self, text: str, embedder: Embedder) -> dict[Intent, float]:
        """Return the probability of every intent for one message."""
        row = self.probabilities([text], embedder)[0]
        return dict(zip(self.intents, row.tolist(), strict=True))

    def save(self, path: Path) -> None:
        """Write it as arrays, half precision; nothing in the file is ever executed."""
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(
            path,
            intents=np.array([intent.value for intent in self.intents]),
            weights=self.weights.astype(np.float16),
            bias=self.bias,
            temperature=np.float32(self.temperature),
            key=np.array(self.key),
        )

    @classmethod
    def load(cls, path: Path) -> "IntentClassifier":
        """Read what `save` wrote.

        Raises:
            FileNotFoundError: There is no such file.
            ValueError: It is no classifier's file, or holds objects instead of arrays.
        """
        with np.load(path, allow_pickle=False) as stored:
            return cls(
                intents=tuple(Intent(str(value)) for value in stored["intents"]),
                weights=stored["weights"].astype(np.float32),
                bias=stored["bias"],
                temperature=float(stored["temperature"]),
                key=str(stored["key"]),
            )


def softmax(logits: Floats) -> Floats:
    """Return each row as probabilities.

    >>> softmax(np.array([[0.0, 0.0]], dtype=np.float32)).tolist()
    [[0.5, 0.5]]
    """
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    probabilities: Floats = shifted / shifted.sum(axis=1, keepdims=True)
    return probabilities
