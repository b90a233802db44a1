from pathlib import Path

import pytest

from assistant.cli.train_reranker import reranker
from assistant.errors import UserError


def test_judgements_are_two_files(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="give both --queries and --qrels"):
        reranker(tmp_path, queries=tmp_path / "queries.jsonl")


def test_a_shop_without_an_index_is_told_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="shopassist index products"):
        reranker(tmp_path)


def test_a_key_that_is_not_known_is_a_users_mistake(tmp_path: Path) -> None:
    path = tmp_path / "train.yaml"
    path.write_text("epocs: 3\n")
    with pytest.raises(UserError, match="not a training configuration"):
        reranker(tmp_path, config=path)
