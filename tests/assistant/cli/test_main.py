import re
import sys
from pathlib import Path

import pytest
import typer

from assistant.cli import main
from assistant.errors import UserError


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int | str | None:
    """Run `shopassist` with commands that end in different ways; return the exit status."""
    app = typer.Typer(pretty_exceptions_enable=False)

    @app.command()
    def good(times: int = 1) -> None: ...

    @app.command()
    def mistaken() -> None:
        raise UserError("no such file: feed.jsonl")

    @app.command()
    def failed() -> None:
        raise typer.Exit(1)

    @app.command()
    def broken() -> None:
        raise ZeroDivisionError("a bug")

    @app.command()
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(main, "build_app", lambda: app)
    monkeypatch.setattr(sys, "argv", ["shopassist", *arguments])
    with pytest.raises(SystemExit) as ended:
        main.main()
    return ended.value.code


def test_a_command_that_goes_well_ends_with_0(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, "good") == 0


def test_a_users_mistake_is_one_line_and_status_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "mistaken") == 2
    assert capsys.readouterr().err == "shopassist: no such file: feed.jsonl\n"


@pytest.mark.parametrize(
    "arguments", [["unknown"], ["good", "--times", "x"], ["good", "--nothing"]]
)
def test_a_wrong_use_is_explained_and_ends_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert run(monkeypatch, *arguments) == 2
    shown = capsys.readouterr().err
    assert "Usage:" in shown
    assert "Traceback" not in shown


def test_a_run_that_found_failures_ends_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, "failed") == 1


def test_ctrl_c_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, "interrupted") == 130


def test_a_bug_is_a_sentence_on_the_screen_and_a_traceback_in_the_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("SHOPASSIST_DATA_DIR", str(tmp_path))
    assert run(monkeypatch, "broken") == 1
    log = tmp_path / "logs" / "errors.log"
    assert capsys.readouterr().err.endswith(f"the details are in {log}\n")
    assert "ZeroDivisionError: a bug" in log.read_text()


def test_where_the_log_cannot_be_written_the_traceback_is_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("SHOPASSIST_DATA_DIR", str(tmp_path / "file"))
    assert run(monkeypatch, "broken") == 1
    assert "ZeroDivisionError: a bug" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", ["ask", "demo", "eval", "index", "llm", "search", "serve", "train"]
)
def test_every_command_of_every_package_is_there_with_a_line_of_help(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["shopassist", "--help"])
    with pytest.raises(SystemExit) as ended:
        main.main()
    assert ended.value.code == 0
    assert re.search(rf"^\W*{command} +\S+", capsys.readouterr().out, re.MULTILINE)
