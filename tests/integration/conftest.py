"""A real vLLM with the smallest packaged model, over the demo shop, started once a session."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.models.client import ModelClient
from assistant.models.registry import REGISTRY
from assistant.models.served import ServedModel
from assistant.models.vllm_process import running_server
from assistant.settings import Settings
from tests.integration.waiting import free_port

_MODEL = "smollm2-135m-instruct"


@pytest.fixture(scope="session")
def settings(demo_data_dir: Path) -> Settings:
    return Settings(
        data_dir=demo_data_dir,
        llm_model=_MODEL,
        llm_port=free_port(),
        llm_timeout=60,
    )


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


@pytest.fixture(scope="session")
def served(settings: Settings) -> Iterator[ServedModel]:
    """The server; it reads tool calls, too, which this model was taught none of.

    Whatever it calls then must be harmless all the same.
    """
    taught = REGISTRY[_MODEL].model_copy(update={"tool_parser": "hermes"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(REGISTRY, _MODEL, taught)
        with running_server(settings, say) as served:
            yield served


@pytest.fixture
def model(served: ServedModel, settings: Settings) -> ModelClient:
    return ModelClient(served, settings.llm_api_key, settings.llm_timeout)
