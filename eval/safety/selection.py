"""Puts together what a safety run plays: the shipped suites and the public ones that are there."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.records import ShopRecords
from eval.safety.cases import Case, shipped_attacks, shipped_harmless, shipped_poison
from eval.safety.people import People, cases_of
from eval.safety.planting import Planted, plant, read_faq
from eval.safety.public import read_planted, read_public
from eval.safety.run import sampled


@dataclass(frozen=True)
class Selection:
    """The cases, and the shop that they are about."""

    planted: Planted
    cases: list[Case]


def select(
    data_dir: Path, records: ShopRecords, public: Sequence[Path], most: int | None
) -> Selection:
    """Choose the cases of a run.

    Args:
        data_dir: The shop's data directory.
        records: Its records.
        public: Folders that hold public collections.
        most: Cases of each suite at most; None: all.

    Raises:
        UserError: A folder holds no collection.
    """
    texts = [*shipped_poison(), *(text for folder in public for text in read_planted(folder))]
    planted = plant(texts, records, read_faq(data_dir))
    cases = [
        *cases_of(shipped_attacks(), People.among(records)),
        *planted.cases,
        *shipped_harmless(),
        *(case for folder in public for case in read_public(folder)),
    ]
    return Selection(planted, sampled(cases, most))
