import logging

import gradio as gr
import httpx
import pytest
from fastapi import FastAPI

from assistant.settings import Settings
from assistant.store.console import ConsoleStore
from tests.ui.conftest import ADMIN_PASSWORD, PASSWORD
from ui.console.team import Team, make_team


def enter(team: Team, name: str) -> str | None:
    return team.role(gr.Request(username=name))


def test_passwords_that_nobody_set_are_made_and_logged_once(
    console: ConsoleStore, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        team = make_team(Settings(), console.staff)

    told = [record.getMessage() for record in caplog.records]
    passwords = [line.split()[-1] for line in told]
    assert min(map(len, passwords)) >= 12
    assert team("agent", passwords[0])
    assert team("admin", passwords[1])
    assert not team("admin", passwords[0])
    assert not make_team(Settings(), console.staff)("agent", passwords[0])


def test_passwords_that_are_set_are_not_logged(
    console: ConsoleStore, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(console_password=PASSWORD, console_admin_password=ADMIN_PASSWORD)
    assert make_team(settings, console.staff)("agent", PASSWORD)
    assert caplog.records == []


def test_the_team_logs_in_under_names_of_their_own_with_their_roles(console: ConsoleStore) -> None:
    password = console.staff.add("Ada", "admin", by="admin")
    team = Team({"agent": "a", "admin": "b"}, console.staff)
    assert team("Ada", password)
    assert not team("Ada", "a")
    assert not team("Eve", "a")
    assert [enter(team, name) for name in ("agent", "admin", "Ada", "Eve")] == [
        *("agent", "admin", "admin", None),
    ]


def test_guessing_is_slowed_down_even_for_the_right_password(console: ConsoleStore) -> None:
    team = Team({"agent": "right"}, console.staff)
    for number in range(10):
        assert not team("agent", f"guess {number}")
    assert not team("agent", "right")


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
