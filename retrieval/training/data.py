"""The data of a run: pairs by split, and what the test split asks for; kept for a resumed run."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import TypeVar

from pydantic import BaseModel

from retrieval.errors import UserError
from retrieval.judgements import Judged
from retrieval.measures import Rank
from retrieval.training.config import RerankerConfig
from retrieval.training.pairs import Pair, PairMiner, Split, split_of
from retrieval.training.wants import Products, field_wants, judged_wants
from retrieval.training.written import QueryWriter, written_wants
from retrieval.weights import Progress

Thing = TypeVar("Thing")

_FILE = "data.json"


class TrainingData(BaseModel):
    """What a run learns from, and is measured on.

    Attributes:
        pairs: By split.
        tested: Queries of the test split, with the ids of their right products; where there are
            judged ones, these only: made ones say less.
        sources: How many queries came from where.
    """

    pairs: dict[Split, list[Pair]]
    tested: dict[str, list[str]]
    sources: dict[str, int]

    def write(self, folder: Path) -> None:
        """Keep it in a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _FILE).write_text(self.model_dump_json(), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "TrainingData":
        """Return what was kept.

        Raises:
            UserError: Nothing was.
        """
        try:
            return cls.model_validate_json((folder / _FILE).read_text(encoding="utf-8"))
        except OSError as error:
            raise UserError(f"no run in {folder} to resume") from error

    def judged(self) -> Judged:
        """The test split as judgements."""
        numbered = {str(number): query for number, query in enumerate(self.tested)}
        grades = {id_: dict.fromkeys(self.tested[query], 1) for id_, query in numbered.items()}
        return Judged(numbered, grades)


def make_data(
    config: RerankerConfig,
    products: Products,
    rank: Rank,
    judged: Judged | None,
    write: QueryWriter | None,
    progress: Progress,
) -> TrainingData:
    """Make the data of a run.

    Args:
        config: How much of what.
        products: The shop's products.
        rank: The search that is to be improved.
        judged: Judgements or clicks, where there are any.
        write: Writes queries, where there is a language model.
        progress: Told how far it is.
    """
    drawn = Random(config.seed)
    asked_for = set(judged.queries.values()) if judged else set()
    chosen = drawn.sample(sorted(products), min(config.written_for, len(products)))
    described = [products[id_] for id_ in chosen]
    wants = {
        "judged queries": list(judged_wants(judged)) if judged else [],
        "queries made of fields": field_wants(products, config.field_wants, config.seed),
        "written queries": list(
            written_wants(
                _watched(write(described), "writing queries", len(described), progress), rank
            )
        )
        if write
        else [],
    }
    mixed = [want for each in wants.values() for want in each]
    drawn.shuffle(mixed)
    miner = PairMiner(products, rank, config.seed, config.right, config.wrong)
    mined = _watched(miner.pairs(mixed), "mining pairs", len(mixed), progress)
    pairs: dict[Split, list[Pair]] = {"train": [], "validation": [], "test": []}
    tested: dict[str, list[str]] = {}
    for want, found in zip(mixed, mined, strict=True):
        split = split_of(want.query)
        pairs[split] += found
        if split == "test" and (judged is None or want.query in asked_for):
            tested[want.query] = sorted(want.right)
    counted = Counter({name: len(each) for name, each in wants.items() if each})
    return TrainingData(pairs=pairs, tested=tested, sources=counted)


def _watched(
    things: Iterable[Thing], doing: str, total: int, progress: Progress
) -> Iterator[Thing]:
    for done, thing in enumerate(things, start=1):
        progress(doing, min(done, total), total)
        yield thing
