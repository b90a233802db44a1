from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli.index import app
from assistant.demo_shop.shop import orders_path
from assistant.orders.tables import ORDERS_FILE
from retrieval.errors import UserError
from retrieval.search import ShopIndex


def run(*arguments: object) -> str:
    """Run `shopassist index ...`; what it says, on one line."""
    result = CliRunner().invoke(app, list(map(str, arguments)), catch_exceptions=False)
    assert result.exit_code == 0
    return " ".join(result.output.split())


@pytest.fixture
def data_dir(tmp_path: Path, models_dir: Path) -> Path:
    folder = tmp_path / "var"
    folder.mkdir()
    (folder / "models").symlink_to(models_dir)
    return folder


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "feed.jsonl"
    path.write_text(
        '{"id": "1", "title": "Copper kettle"}\n'
        "not json\n"
        '{"title": "has no id"}\n'
        '{"id": "1", "title": "Again"}\n'
        '{"id": "2", "title": "Mug", "price": {"amount": -1}}\n'
        '{"id": "3", "title": "Wool socks"}\n'
    )
    return path


def test_every_rejected_row_is_named_and_the_rest_is_indexed(feed: Path, data_dir: Path) -> None:
    said = run("products", feed, "--data-dir", data_dir)
    assert "2 indexed" in said
    assert "4 rejected" in said
    for line, reason in ((2, "not valid JSON"), (3, "id: Field required"), (4, "duplicate id '1'")):
        assert f"feed.jsonl:{line}: {reason}" in said
    assert "feed.jsonl:5: price.amount: Input should be greater than or equal to 0" in said
    assert ShopIndex.open(data_dir, "gte-small").search("kettle").hits[0].product.id == "1"


def test_faq_and_documents_are_indexed(tmp_path: Path, data_dir: Path) -> None:
    faq, policy = tmp_path / "faq.yaml", tmp_path / "policy.md"
    faq.write_text("- {question: 'Open on Sunday?', answer: 'No.'}\n")
    policy.write_text("# Returns\n\n45 days.\n")
    assert "faq: 1 indexed" in run("faq", faq, "--data-dir", data_dir)
    assert "documents: 1 indexed" in run("documents", policy, "--data-dir", data_dir)


def test_orders_are_imported(data_dir: Path) -> None:
    assert "orders, 0 records rejected" in run("orders", orders_path(), "--data-dir", data_dir)
    assert (data_dir / ORDERS_FILE).exists()


@pytest.mark.parametrize("kind", ["products", "faq", "documents", "orders"])
def test_a_file_that_is_not_there_is_a_users_mistake(kind: str, data_dir: Path) -> None:
    with pytest.raises(UserError, match=r"no such file|cannot read"):
        run(kind, data_dir / "nothing.jsonl", "--data-dir", data_dir)


def test_a_data_directory_that_is_a_file_is_a_users_mistake(feed: Path) -> None:
    with pytest.raises(UserError, match="cannot write to"):
        run("products", feed, "--data-dir", feed)
