"""What becomes of a real vLLM's processes."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import psutil
import pytest

from assistant.models.served import ServedModel, list_models
from assistant.settings import Settings
from tests.integration.waiting import free_port, wait_until

pytestmark = [pytest.mark.vllm, pytest.mark.timeout(900)]

_START_SECONDS = 600


@contextmanager
def llm(settings: Settings) -> Iterator[tuple[subprocess.Popen[str], list[psutil.Process]]]:
    """Run `shopassist llm` until its model is served; yield it and all the processes it has."""
    code = "from assistant.cli.main import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, "llm", "--data-dir", str(settings.data_dir)],
        stdout=subprocess.PIPE,
        text=True,
        env={
            **os.environ,
            "SHOPASSIST_LLM_MODEL": str(settings.llm_model),
            "SHOPASSIST_LLM_PORT": str(free_port()),
        },
    ) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("SHOPASSIST_LLM_BASE_URL=http://127.0.0.1:")
        yield process, psutil.Process(process.pid).children(recursive=True)
        process.kill()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_nothing_is_left_however_the_command_ends(
    settings: Settings, served: ServedModel, number: signal.Signals
) -> None:
    with llm(settings) as (process, others):
        assert len(others) >= 3
        process.send_signal(number)
        _, alive = psutil.wait_procs(others, timeout=60)
        assert alive == []


def test_a_vllm_that_dies_is_started_again(settings: Settings, served: ServedModel) -> None:
    keeper = next(
        child
        for child in psutil.Process().children()
        if "assistant.models.keeper" in child.cmdline()
    )
    (vllm,) = keeper.children()
    vllm.kill()
    vllm.wait()

    def is_served_again() -> bool:
        return bool(list_models(served.base_url, settings.llm_api_key))

    wait_until(is_served_again, _START_SECONDS)
    assert keeper.children() != [vllm]


def test_only_this_machine_reaches_the_server(settings: Settings, served: ServedModel) -> None:
    listening = {
        connection.laddr.ip
        for connection in psutil.net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN and connection.laddr.port == settings.llm_port
    }
    assert listening == {"127.0.0.1"}
    assert httpx.get(f"{served.base_url.removesuffix('/v1')}/health", timeout=30).is_success
