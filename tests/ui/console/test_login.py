import logging

import httpx
import pytest
from fastapi import FastAPI

from assistant.settings import Settings
from tests.ui.conftest import PASSWORD
from ui.console.login import Login, make_login


def test_a_password_that_nobody_set_is_made_and_logged_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING):
        login = make_login(Settings())

    (record,) = caplog.records
    password = record.getMessage().split()[-1]
    assert len(password) >= 12
    assert login("agent", password)
    assert not make_login(Settings())("agent", password)


def test_a_password_that_is_set_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    assert make_login(Settings(console_password=PASSWORD))("agent", PASSWORD)
    assert caplog.records == []


def test_guessing_is_slowed_down_even_for_the_right_password() -> None:
    login = Login("right")
    for number in range(10):
        assert not login("agent", f"guess {number}")
    assert not login("agent", "right")


async def test_nothing_of_the_console_is_served_without_a_login(app: FastAPI) -> None:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
        for room in ("config", "gradio_api/info", "gradio_api/queue/data?session_hash=x"):
            answer = await client.get(f"/console/{room}")
            assert answer.status_code == 401, room


async def test_the_login_page_tells_nothing_but_the_shops_name(app: FastAPI) -> None:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
        answer = await client.get("/console/")
    assert "Mug &amp; Vase" in answer.text or "Mug \\u0026 Vase" in answer.text
    assert "Take the next one" not in answer.text
