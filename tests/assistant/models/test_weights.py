from pathlib import Path

from assistant.models.registry import find_model
from assistant.models.weights import prepare, spoken


def test_a_folder_is_used_where_it_is(tmp_path: Path, model_folder: Path) -> None:
    assert prepare(find_model(str(model_folder)), tmp_path, print) == model_folder


def test_weights_that_are_here_are_not_fetched_again(tmp_path: Path) -> None:
    model = find_model("smollm2-135m-instruct")
    (tmp_path / model.name).mkdir()
    said: list[str] = []
    assert prepare(model, tmp_path, said.append) == tmp_path / model.name
    assert said == []


def test_a_fetch_is_told_in_sizes_at_every_tenth() -> None:
    said: list[str] = []
    progress = spoken("tiny", said.append)
    for done in range(0, 101, 2):
        progress("part1", done * 1_000_000, 100_000_000)
    assert len(said) == 11
    assert said[5] == "Fetching tiny (part1): 50 of 100 MB"
