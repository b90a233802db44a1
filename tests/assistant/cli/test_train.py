from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from assistant.cli.train import app
from assistant.state import Intent
from assistant.understanding import training
from assistant.understanding.examples import fingerprint
from assistant.understanding.intents import IntentClassifier
from assistant.understanding.ports import Embedder
from assistant.understanding.training import TrainingReport, load_or_train
from retrieval.embedding_models import find_model
from retrieval.embeddings import Embedder as EmbeddingModel


def learn_little(embedder: Embedder) -> tuple[IntentClassifier, TrainingReport]:
    """Stand in for the real training, which embeds thousands of examples."""
    classifier = IntentClassifier(
        intents=(Intent.GREETING, Intent.THANKS),
        weights=np.zeros((2, 3), dtype=np.float32),
        bias=np.array([1, 0], dtype=np.float32),
        temperature=0.5,
        key=f"{fingerprint()}:{embedder.name}",
    )
    return classifier, TrainingReport(examples=1200, accuracy=0.914, temperature=0.5)


def test_what_was_learned_is_reported_and_kept_where_the_assistant_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "train", learn_little)
    result = CliRunner().invoke(app, ["understanding", "--data-dir", str(tmp_path)])
    assert "1,200 examples; 91.4% of those held out are told apart" in result.stdout
    embedder = EmbeddingModel(find_model("gte-small"), lambda: tmp_path)
    kept = load_or_train(embedder, tmp_path / "understanding")
    assert kept.intents == (Intent.GREETING, Intent.THANKS)
