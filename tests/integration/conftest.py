"""A real vLLM with the smallest packaged model, and the demo shop's real index, once a session.

Fetched and converted weights are kept in `var/models`, or where SHOPASSIST_TEST_MODELS says.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from assistant.cli.index import index_files
from assistant.demo_shop.setup import set_up_demo_shop
from assistant.models.client import ModelClient
from assistant.models.served import ServedModel
from assistant.models.vllm_process import running_server
from assistant.settings import Settings
from tests.integration.waiting import free_port

MODEL = "smollm2-135m-instruct"
MODELS = Path(
    os.environ.get("SHOPASSIST_TEST_MODELS", Path(__file__).parents[2] / "var" / "models")
)


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    data_dir = tmp_path_factory.mktemp("data")
    MODELS.mkdir(parents=True, exist_ok=True)
    (data_dir / "models").symlink_to(MODELS.resolve())
    return Settings(data_dir=data_dir, llm_model=MODEL, llm_port=free_port(), llm_timeout=60)


@pytest.fixture(scope="session")
def served(settings: Settings) -> Iterator[ServedModel]:
    with running_server(settings, say) as served:
        yield served


@pytest.fixture
def model(served: ServedModel, settings: Settings) -> ModelClient:
    return ModelClient(served, settings.llm_api_key, settings.llm_timeout)


@pytest.fixture(scope="session")
def demo_shop(settings: Settings) -> Settings:
    """The settings, with the demo shop in their data directory."""
    console = Console(stderr=True)
    set_up_demo_shop(
        settings.data_dir, lambda kind, files: index_files(kind, files, settings, console), say
    )
    return settings
