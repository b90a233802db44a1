import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from assistant.cli.llm import llm
from assistant.errors import UserError


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> typer.Typer:
    """The command, which ends when it would wait."""
    monkeypatch.setattr(signal, "pause", lambda: None)
    app = typer.Typer()
    app.command()(llm)
    return app


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        yield other.getsockname()[1]


def test_the_address_is_printed_as_the_variables_that_others_need(
    app: typer.Typer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOPASSIST_LLM_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("SHOPASSIST_LLM_MODEL", "tiny")
    result = CliRunner().invoke(app, ["--data-dir", str(tmp_path)])
    assert (result.exit_code, result.stdout) == (
        0,
        "SHOPASSIST_LLM_BASE_URL=http://127.0.0.1:9/v1 SHOPASSIST_LLM_MODEL=tiny\n",
    )


def test_a_taken_port_is_the_users_to_mend(
    app: typer.Typer, tmp_path: Path, taken_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOPASSIST_LLM_MODEL", str(tmp_path))
    monkeypatch.setenv("SHOPASSIST_LLM_PORT", str(taken_port))
    result = CliRunner().invoke(app, ["--data-dir", str(tmp_path)])
    assert isinstance(result.exception, UserError)
    assert f"port {taken_port} is taken" in str(result.exception)


def test_an_unknown_model_is_the_users_to_mend(
    app: typer.Typer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOPASSIST_LLM_MODEL", "gpt")
    result = CliRunner().invoke(app, ["--data-dir", str(tmp_path)])
    assert isinstance(result.exception, UserError)
    assert "unknown language model 'gpt'" in str(result.exception)
