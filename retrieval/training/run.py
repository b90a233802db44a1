"""One training run, start to end: data, training, measuring before and after, model card."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from retrieval.embedding_models import find_model, prepare
from retrieval.errors import UserError
from retrieval.judgements import Judged
from retrieval.layout import models_dir
from retrieval.measures import Rank, compare, measure
from retrieval.ranking import Method
from retrieval.reordering import Reordering
from retrieval.rerank import TRAINED, Reranker
from retrieval.search import ShopIndex
from retrieval.training.card import Measured, write_model_card
from retrieval.training.config import RerankerConfig
from retrieval.training.data import TrainingData, make_data
from retrieval.training.wants import one_a_group
from retrieval.training.written import QueryWriter
from retrieval.weights import Progress

_FOUND = 50
"""So many of a search's results are looked at for products that look right."""
_JUDGED = 100
_UNHURRIED = float("inf")
SIGNIFICANT = 0.05


@dataclass(frozen=True)
class Outcome:
    """What a run has made."""

    folder: Path
    measured: Measured

    @property
    def better(self) -> bool:
        """Whether the reranker beats the fused order on the test split, beyond chance."""
        comparison = self.measured.comparison
        return comparison.gain > 0 and comparison.p_value < SIGNIFICANT


def run(
    index: ShopIndex,
    config: RerankerConfig,
    progress: Progress,
    *,
    judged: Judged | None = None,
    write: QueryWriter | None = None,
    resume: bool = False,
) -> Outcome:
    """Train a reranker for a shop's index.

    Args:
        index: The shop's products.
        config: How.
        progress: Told what is being done, and how far it is.
        judged: Judgements or clicks, where there are any.
        write: Writes queries, where there is a language model.
        resume: Go on from where the last run was broken off.

    Raises:
        UserError: There is no run to resume, or nothing to learn from or to measure on.
    """
    # Imported here: they load torch, transformers and datasets.
    from retrieval.training.export import export
    from retrieval.training.train import train

    work = index.data_dir / "reranker"
    if resume:
        data = TrainingData.read(work)
    else:
        shutil.rmtree(work, ignore_errors=True)
        products = one_a_group(index.catalog.all())
        mined = _ranking(index, Method.FUSED, _FOUND)
        data = make_data(config, products, mined, judged, write, progress)
        data.write(work)
    if not (data.pairs["train"] and data.pairs["validation"] and data.tested):
        raise UserError("too few products and queries to learn from and to measure on")
    model = find_model(config.base)
    base = prepare(model, models_dir(index.data_dir), progress)
    trained = train(
        config,
        base,
        data.pairs["train"],
        data.pairs["validation"],
        work / "run",
        progress,
        resume=any((work / "run").glob("checkpoint-*")),
    )
    folder = work / "best"
    export(trained, base, config.max_tokens, folder)
    measured = measure_reranker(index, Reranker(folder), data)
    write_model_card(folder, config, data.sources, _losses(work / "run"), measured)
    return Outcome(folder, measured)


def put_to_use(folder: Path, data_dir: Path) -> Path:
    """Put a reranker where searches look for it; return that place."""
    place = models_dir(data_dir) / TRAINED
    unfinished = place.with_name(f"{TRAINED}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(folder, unfinished)
    shutil.rmtree(place, ignore_errors=True)
    unfinished.rename(place)
    return place


def measure_reranker(index: ShopIndex, reranker: Reranker, data: TrainingData) -> Measured:
    """Measure the search on the queries of the test split, without and with a reranker."""
    judged = data.judged()
    before = measure(judged, _ranking(index, Method.FUSED, _JUDGED))
    reranked = ShopIndex(index.data_dir, index.embedder, Reordering(reranker, seconds=_UNHURRIED))
    after = measure(judged, _ranking(reranked, Method.RERANKED, _JUDGED))
    return Measured(before, after, compare(after, before))


def _ranking(index: ShopIndex, method: Method, limit: int) -> Rank:
    return lambda query: [id_ for id_, _ in index.rank_ids(query, method, limit=limit)]


def _losses(run: Path) -> dict[int, dict[str, float]]:
    """The losses of a run by step, from the trainer's last state."""
    states = list(run.glob("checkpoint-*/trainer_state.json"))
    newest = max(states, key=lambda path: path.stat().st_mtime)
    losses: dict[int, dict[str, float]] = {}
    for entry in json.loads(newest.read_text(encoding="utf-8"))["log_history"]:
        losses.setdefault(entry["step"], {}).update(entry)
    return losses
