import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from assistant import factory
from assistant.cli.ask import ask
from assistant.errors import IndexMissingError
from retrieval.search import ShopIndex
from tests.assistant.api.fakes import CARD, FakeAssistant, FakeShop


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer()
    app.command()(ask)
    return app


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shop whose assistant repeats the message."""
    monkeypatch.setattr(ShopIndex, "open", lambda *_: FakeShop())
    monkeypatch.setattr(factory, "build_assistant", lambda *_: FakeAssistant())


@pytest.mark.usefixtures("shop")
def test_cards_are_shown_before_words(app: typer.Typer, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["a mug", "--no-model", "--data-dir", str(tmp_path)])
    assert result.exit_code == 0
    assert result.stdout.index(CARD.title) < result.stdout.index("You said: a mug")


@pytest.mark.usefixtures("shop")
def test_json_is_the_whole_turn_and_nothing_else(app: typer.Typer, tmp_path: Path) -> None:
    arguments = ["a mug", "--no-model", "--json", "--data-dir", str(tmp_path)]
    result = CliRunner().invoke(app, arguments)
    turn = json.loads(result.stdout)
    assert turn["reply"] == "You said: a mug"
    assert turn["understanding"]["intent"] == "product_search"
    assert turn["evidence"]["products"] == []
    assert turn["checks"][0]["reason"] == "price"
    assert turn["timings"]["first_card"] == 40


@pytest.mark.usefixtures("shop")
def test_markup_in_a_message_is_shown_as_it_is(app: typer.Typer, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["[bold]x", "--no-model", "--data-dir", str(tmp_path)])
    assert "You said: [bold]x" in result.stdout


def test_a_directory_without_an_index_is_the_users_to_mend(
    app: typer.Typer, tmp_path: Path
) -> None:
    result = CliRunner().invoke(app, ["a mug", "--no-model", "--data-dir", str(tmp_path)])
    assert isinstance(result.exception, IndexMissingError)
