from pathlib import Path

import pytest

from assistant.models import vllm_process
from assistant.models.registry import CPU_DEFAULT, LanguageModel
from assistant.models.vllm_process import running_model, running_server
from assistant.models.weights import Say
from assistant.settings import Settings
from retrieval.errors import DownloadError, UserError
from tests.assistant.models.conftest import FakeServer


@pytest.fixture
def settings(tmp_path: Path, model_folder: Path, server: FakeServer) -> Settings:
    return Settings(data_dir=tmp_path, llm_model=str(model_folder), llm_port=server.port)


def quiet(_line: str) -> None: ...


def test_a_server_of_the_model_that_runs_already_is_joined(settings: Settings) -> None:
    said: list[str] = []
    with running_server(settings, said.append) as served:
        assert served.base_url == f"http://127.0.0.1:{settings.llm_port}/v1"
        assert served.count_tokens("bag bag") == 2
    assert "already" in said[-1]


def test_a_server_of_another_model_is_not_joined(settings: Settings, server: FakeServer) -> None:
    server.models = [{"id": "big"}]
    with (
        pytest.raises(UserError, match=rf"port {server.port} is taken by a server of big"),
        running_server(settings, quiet),
    ):
        pytest.fail("it was joined")


def test_a_port_that_something_else_has_is_a_clear_line(
    settings: Settings, server: FakeServer
) -> None:
    server.models = []
    with (
        pytest.raises(UserError, match="taken by something else: end it, or choose"),
        running_server(settings, quiet),
    ):
        pytest.fail("it was joined")


def test_a_configured_address_is_used_as_it_is(tmp_path: Path, server: FakeServer) -> None:
    settings = Settings(data_dir=tmp_path, llm_base_url=server.base_url)
    with running_model(settings, quiet) as model:
        assert model.name == "tiny"


def offline(model: LanguageModel, models_dir: Path, say: Say) -> Path:
    """Have the packaged model, and no hub within reach."""
    if model.name != CPU_DEFAULT:
        raise DownloadError("no hub within reach")
    return models_dir


def test_without_a_hub_the_packaged_model_stands_in_for_the_gpus_default(
    tmp_path: Path, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vllm_process, "gpu_is_there", lambda: True)
    monkeypatch.setattr(vllm_process, "prepare", offline)
    server.models = [{"id": CPU_DEFAULT}]
    with running_server(Settings(data_dir=tmp_path, llm_port=server.port), quiet) as served:
        assert served.name == CPU_DEFAULT


def test_without_a_hub_a_model_that_was_asked_for_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vllm_process, "prepare", offline)
    with (
        pytest.raises(DownloadError, match="no hub within reach"),
        running_server(Settings(data_dir=tmp_path, llm_model="owner/model"), quiet),
    ):
        pytest.fail("it was replaced")
