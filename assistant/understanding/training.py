"""Trains the intent classifier from the shipped examples, and keeps what it learned."""

import logging
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from assistant.state import Intent
from assistant.understanding.examples import Example, fingerprint, load_examples
from assistant.understanding.features import features
from assistant.understanding.intents import Floats, IntentClassifier, softmax
from assistant.understanding.ports import Embedder

_log = logging.getLogger(__name__)

_SHIPPED = Path(__file__).parent / "trained"
_STRENGTH = 3.0
_FOLDS = 4


@dataclass(frozen=True)
class TrainingReport:
    """How well unseen lines of the examples are told apart (cross-validated by line)."""

    examples: int
    accuracy: float
    temperature: float


def train(embedder: Embedder) -> tuple[IntentClassifier, TrainingReport]:
    """Train on every example, and calibrate on folds that share no line with their training."""
    examples = load_examples()
    rows = features([example.text for example in examples], embedder)
    labels = np.array([example.intent.value for example in examples])
    held_out = _held_out_logits(rows, labels, examples)
    classes = np.unique(labels)
    truth = np.searchsorted(classes, labels)
    temperature = _fit_temperature(held_out, truth)
    fitted = _regression().fit(rows, labels)
    classifier = IntentClassifier(
        intents=tuple(Intent(str(name)) for name in fitted.classes_),
        weights=fitted.coef_.astype(np.float32),
        bias=fitted.intercept_.astype(np.float32),
        temperature=temperature,
        key=_key(embedder),
    )
    accuracy = float((held_out.argmax(axis=1) == truth).mean())
    return classifier, TrainingReport(len(examples), accuracy, temperature)


def load_or_train(embedder: Embedder, cache: Path | None) -> IntentClassifier:
    """Return the classifier for this embedding model: shipped, cached, or trained now.

    Args:
        embedder: The shop's embedding model.
        cache: Folder for what is trained here; None keeps nothing.
    """
    kept = classifier_file(cache, embedder) if cache else None
    for path in (kept, classifier_file(_SHIPPED, embedder)):
        classifier = _load(path)
        if classifier is not None and classifier.key == _key(embedder):
            return classifier
    _log.info("training the intent classifier for %s", embedder.name)
    classifier, _ = train(embedder)
    if kept is not None:
        classifier.save(kept)
    return classifier


def classifier_file(folder: Path, embedder: Embedder) -> Path:
    """Return where in a folder the classifier for an embedding model is kept."""
    return folder / f"{embedder.name.replace('/', '_')}.npz"


def _load(path: Path | None) -> IntentClassifier | None:
    if path is None or not path.exists():
        return None
    try:
        return IntentClassifier.load(path)
    except (ValueError, KeyError, OSError) as error:
        _log.warning("%s cannot be read and is trained anew: %s", path, error)
        return None


def _key(embedder: Embedder) -> str:
    return f"{fingerprint()}:{embedder.name}"


def _regression() -> LogisticRegression:
    return LogisticRegression(C=_STRENGTH, max_iter=300, tol=1e-3, class_weight="balanced")


def _held_out_logits(rows: csr_matrix, labels: np.ndarray, examples: list[Example]) -> Floats:
    groups = [example.written for example in examples]
    logits: Floats = cross_val_predict(
        _regression(),
        rows,
        labels,
        groups=groups,
        cv=GroupKFold(_FOLDS),
        method="decision_function",
    )
    return logits


def _fit_temperature(logits: Floats, truth: np.ndarray) -> float:
    """Find the temperature under which the held-out labels are likeliest."""

    def loss(temperature: float) -> float:
        likely = softmax(logits / temperature)[np.arange(len(truth)), truth]
        return float(-np.log(np.maximum(likely, 1e-9)).mean())

    return float(minimize_scalar(loss, bounds=(0.2, 5.0), method="bounded").x)
