"""`shopassist serve` where something is missing; the pages themselves have tests of their own."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.errors import IndexMissingError, UserError
from assistant.settings import Settings
from ui.cli.options import serving_settings
from ui.cli.serve import find_model, serve


def test_a_taken_port_is_said_before_anything_is_opened(tmp_path: Path, taken_port: int) -> None:
    with pytest.raises(UserError, match=rf"127.0.0.1:{taken_port}.*--port"):
        serve(data_dir=tmp_path, port=taken_port)
    assert list(tmp_path.iterdir()) == []


def test_without_an_index_the_command_that_makes_one_is_named(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="shopassist index products"):
        serve(data_dir=tmp_path, port=0)


def test_the_command_line_goes_before_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOPASSIST_PORT", "1")
    monkeypatch.setenv("SHOPASSIST_HOST", "0.0.0.0")
    settings = serving_settings(tmp_path, None, 2)
    assert (settings.data_dir, settings.host, settings.port) == (tmp_path, "0.0.0.0", 2)


@pytest.mark.parametrize("name", ["console_password", "console_admin_password"])
def test_each_account_of_the_console_has_a_password_that_was_set_or_a_new_one(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def password() -> SecretStr:
        made: SecretStr = getattr(serving_settings(None, None, None), name)
        return made

    assert password() != password()
    assert str(password()) == "**********"  # it is not in a log by accident
    monkeypatch.setenv(f"SHOPASSIST_{name.upper()}", "open sesame")
    assert password() == SecretStr("open sesame")


async def test_a_model_that_is_not_there_yet_may_come_later(free_port: int) -> None:
    said: list[str] = []
    client = find_model(Settings(llm_port=free_port, llm_model="tiny"), said.append)
    assert client is not None
    assert client.name == "tiny"
    assert not await client.ready()
    assert "shopassist llm" in said[0]
    assert "templates" in said[0]


def test_an_address_without_a_model_is_named_and_the_shop_opens_without(free_port: int) -> None:
    said: list[str] = []
    settings = Settings(llm_base_url=f"http://127.0.0.1:{free_port}/v1")
    assert find_model(settings, said.append) is None
    assert f"127.0.0.1:{free_port}" in said[0]
    assert "SHOPASSIST_LLM_MODEL" in said[0]
