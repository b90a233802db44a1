from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.models.served import find_served
from retrieval.errors import UserError
from tests.assistant.models.conftest import FakeServer

KEY = SecretStr("key")


def test_the_only_model_of_a_server_needs_no_name(server: FakeServer) -> None:
    served = find_served(server.base_url, None, KEY)
    assert (served.name, served.continues) == ("tiny", True)


def test_a_server_of_another_make_is_not_told_to_continue(server: FakeServer) -> None:
    server.models = [{"id": "big", "owned_by": "someone"}]
    assert not find_served(server.base_url, "big", KEY).continues


def test_one_of_several_models_has_to_be_named(server: FakeServer) -> None:
    server.models = [{"id": "big"}, {"id": "small"}]
    assert find_served(server.base_url, "small", KEY).name == "small"
    with pytest.raises(UserError, match="serves big, small: say which with SHOPASSIST_LLM_MODEL"):
        find_served(server.base_url, None, KEY)


def test_a_model_that_the_server_does_not_have_is_a_mistake(server: FakeServer) -> None:
    with pytest.raises(UserError, match="serves tiny"):
        find_served(server.base_url, "big", KEY)


def test_a_server_that_is_down_needs_a_name_to_begin_without_it(free_port: int) -> None:
    address = f"http://127.0.0.1:{free_port}/v1"
    assert find_served(address, "tiny", KEY).name == "tiny"
    with pytest.raises(UserError, match="no model server answers"):
        find_served(address, None, KEY)


def test_tokens_are_counted_by_the_vocabulary_of_a_vllm_on_this_machine(
    server: FakeServer, model_folder: Path
) -> None:
    server.models = [{"id": "tiny", "owned_by": "vllm", "root": str(model_folder)}]
    assert find_served(server.base_url, None, KEY).count_tokens("bag bag") == 2


def test_tokens_of_an_unknown_vocabulary_are_estimated(server: FakeServer) -> None:
    server.models = [{"id": "tiny", "owned_by": "vllm", "root": "somewhere/else"}]
    assert find_served(server.base_url, None, KEY).count_tokens("x" * 40) == 10
