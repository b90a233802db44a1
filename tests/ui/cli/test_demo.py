"""`shopassist demo`: what it says where something is wrong, and the whole of it."""

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from assistant.errors import UserError
from assistant.settings import Settings
from ui.cli.demo import demo, start_model


def test_a_taken_port_is_said_before_anything_is_set_up(tmp_path: Path, taken_port: int) -> None:
    with pytest.raises(UserError, match=rf"127.0.0.1:{taken_port}.*--port"):
        demo(data_dir=tmp_path, port=taken_port)
    assert list(tmp_path.iterdir()) == []


def test_a_data_directory_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(UserError, match=r"taken.*--data-dir"):
        demo(data_dir=tmp_path / "taken", port=0)


def test_a_model_that_cannot_be_had_is_said_and_the_shop_opens_without(tmp_path: Path) -> None:
    said: list[str] = []
    settings = Settings(data_dir=tmp_path, llm_model="no-such-model")
    with ExitStack() as stack:
        assert start_model(settings, stack, said.append) is None
    assert re.search("No language model: .*no-such-model", said[-1])


@pytest.fixture
def running_demo(demo_data_dir: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The demo on a copy of its data, as it runs after its first start."""
    data_dir = tmp_path / "data"
    shutil.copytree(demo_data_dir, data_dir, symlinks=True)
    arguments = ["--data-dir", str(data_dir), "--port", "0", "--no-model"]
    process = subprocess.Popen(
        [sys.executable, "-c", "from assistant.cli.main import main; main()", "demo", *arguments],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    yield process
    process.kill()
    process.wait()


@pytest.mark.vllm
@pytest.mark.timeout(600)
def test_the_demo_prints_its_addresses_serves_them_and_ends_with_ctrl_c(
    running_demo: subprocess.Popen[str],
) -> None:
    assert running_demo.stdout is not None
    addresses: dict[str, str] = {}
    for line in iter(running_demo.stdout.readline, ""):
        addresses |= dict(re.findall(r"(Storefront|Chat page|Support console) +(\S+)", line))
        if "OpenAI API" in line:
            break
    for address in addresses.values():
        assert httpx.get(address, follow_redirects=True, timeout=60).status_code == 200
    assert len(addresses) == 3

    running_demo.send_signal(signal.SIGINT)
    assert running_demo.wait(60) == 0
    assert "closed" in running_demo.stdout.read()
