from dataclasses import dataclass
from pathlib import Path

import pytest

from retrieval.errors import UserError
from retrieval.generations import Generations, Manifest
from retrieval.live import Live


@dataclass
class Opened:
    folder: Path
    closed: bool = False

    def close(self) -> None:
        self.closed = True


def publish(root: Path, manifest: Manifest | None = None) -> Path:
    generations = Generations(root)
    folder = generations.begin(copy=False)
    generations.publish(folder, manifest or Manifest(embedding_model="m", records=0))
    return folder


@pytest.fixture
def live(tmp_path: Path) -> Live[Opened]:
    return Live(tmp_path, Opened, "m")


def test_before_the_first_generation_there_is_nothing(live: Live[Opened]) -> None:
    assert live.current() is None


def test_a_generation_is_opened_once(live: Live[Opened], tmp_path: Path) -> None:
    folder = publish(tmp_path)
    first = live.current()
    assert first == Opened(folder)
    assert live.current() is first


def test_a_new_generation_takes_over_and_the_one_before_stays_open(
    live: Live[Opened], tmp_path: Path
) -> None:
    opened = []
    for _ in range(3):
        publish(tmp_path)
        opened.append(live.current())
    assert [each.closed for each in opened if each] == [True, False, False]


def test_an_unfinished_generation_is_never_opened(live: Live[Opened], tmp_path: Path) -> None:
    folder = publish(tmp_path)
    Generations(tmp_path).begin(copy=True)
    assert live.current() == Opened(folder)


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        (Manifest(embedding_model="other", records=0), "embedding model other, not m"),
        (Manifest(format=0, embedding_model="m", records=0), "of another version"),
    ],
)
def test_an_index_that_does_not_fit_is_a_users_mistake(
    live: Live[Opened], tmp_path: Path, manifest: Manifest, message: str
) -> None:
    publish(tmp_path, manifest)
    with pytest.raises(UserError, match=message):
        live.current()
