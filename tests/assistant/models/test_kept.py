from pathlib import Path

import httpx
import pytest

from assistant.models.kept import kept_server
from assistant.models.vllm_command import VllmCommand
from retrieval.errors import UserError
from tests.assistant.models.servers import HEALTHY, program


def test_a_server_is_up_inside_and_down_after(tmp_path: Path, free_port: int) -> None:
    command = VllmCommand(program(HEALTHY, str(free_port)), {})
    said: list[str] = []
    with kept_server(command, free_port, tmp_path / "logs" / "server.log", said.append):
        assert httpx.get(f"http://127.0.0.1:{free_port}/health").is_success
    assert said[-1].startswith("vLLM is ready")
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{free_port}/health")


def test_a_server_that_does_not_start_says_why(tmp_path: Path, free_port: int) -> None:
    command = VllmCommand(program("raise ValueError('no such model')"), {})
    log = tmp_path / "server.log"
    said: list[str] = []
    with (
        pytest.raises(UserError, match="ValueError: no such model; the whole log is "),
        kept_server(command, free_port, log, said.append),
    ):
        pytest.fail("it has started")
    assert "Traceback" in log.read_text()


def test_the_server_gets_its_variables(tmp_path: Path, free_port: int) -> None:
    code = "import os; raise ValueError(os.environ['VLLM_NO_USAGE_STATS'])"
    command = VllmCommand(program(code), {"VLLM_NO_USAGE_STATS": "quiet"})
    with (
        pytest.raises(UserError, match="ValueError: quiet"),
        kept_server(command, free_port, tmp_path / "server.log", lambda _: None),
    ):
        pytest.fail("it has started")
