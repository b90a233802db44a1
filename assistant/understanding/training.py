"""Trains the intent classifier from the shipped examples, and keeps what it learned."""

import logging
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupShuffleSplit

from assistant.state import Intent
from assistant.understanding.examples import Example, fingerprint, load_examples
from assistant.understanding.features import features
from assistant.understanding.intents import Floats, IntentClassifier, softmax
from assistant.understanding.ports import Embedder

_log = logging.getLogger(__name__)

_SHIPPED = Path(__file__).parent / "trained"
_STRENGTH = 3.0
_HELD_OUT = 0.25
_SEED = 7


@dataclass(frozen=True)
class TrainingReport:
    """How well unseen lines of the examples are told apart (a quarter of them, held out)."""

    examples: int
    accuracy: float
    temperature: float


def train(embedder: Embedder) -> tuple[IntentClassifier, TrainingReport]:
    """Train on every example, and calibrate on a part that shares no line with the rest."""
    examples = load_examples()
    rows = features([example.text for example in examples], embedder)
    labels = np.array([example.intent.value for example in examples])
    logits, truth = _held_out(rows, labels, examples)
    temperature = _fit_temperature(logits, truth)
    fitted = _regression().fit(rows, labels)
    classifier = IntentClassifier(
        intents=tuple(Intent(str(name)) for name in fitted.classes_),
        weights=fitted.coef_.astype(np.float32),
        bias=fitted.intercept_.astype(np.float32),
        temperature=temperature,
        key=_key(embedder),
    )
    accuracy = float((logits.argmax(axis=1) == truth).mean())
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
    # Unweighted: most of what is written to a chat box anywhere is no shop's business, and the
    # examples hold it in that proportion.
    return LogisticRegression(C=_STRENGTH, max_iter=100, tol=1e-3)


def _held_out(
    rows: csr_matrix, labels: np.ndarray, examples: list[Example]
) -> tuple[Floats, np.ndarray]:
    """Return the logits of a quarter of the lines from the other three, and their classes."""
    lines = [example.written for example in examples]
    split = GroupShuffleSplit(n_splits=1, test_size=_HELD_OUT, random_state=_SEED)
    learned, held_out = next(split.split(rows, labels, lines))
    fitted = _regression().fit(rows[learned], labels[learned])
    logits: Floats = fitted.decision_function(rows[held_out]).astype(np.float32)
    return logits, np.searchsorted(fitted.classes_, labels[held_out])


def _fit_temperature(logits: Floats, truth: np.ndarray) -> float:
    """Find the temperature under which the held-out labels are likeliest."""

    def loss(temperature: float) -> float:
        likely = softmax(logits / temperature)[np.arange(len(truth)), truth]
        return float(-np.log(np.maximum(likely, 1e-9)).mean())

    return float(minimize_scalar(loss, bounds=(0.2, 5.0), method="bounded").x)
