"""The support console at `/console`: the inbox for agents, and beside it what admins need."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import gradio as gr
from fastapi import FastAPI

from assistant.settings import Settings
from ui.console.administration import Administration
from ui.console.canned_replies import CannedRepliesTab
from ui.console.colleagues import ColleaguesTab
from ui.console.dashboard import Dashboard
from ui.console.inbox_tab import InboxTab
from ui.console.live_settings import LiveSettingsTab
from ui.console.services import Services
from ui.console.team import Team, make_team
from ui.console.trail import TrailTab
from ui.gradio_page import Updates, listen, mount_page

_HERE = Path(__file__).parent


class _AdminTab(Protocol):
    def wire(self, tab: gr.Tab) -> None: ...


_FOR_ADMINS: dict[str, Callable[[Administration], _AdminTab]] = {
    "Dashboard": Dashboard,
    "Settings": LiveSettingsTab,
    "Canned replies": CannedRepliesTab,
    "Team": ColleaguesTab,
    "Audit": TrailTab,
}


def mount_console(app: FastAPI, *, services: Services, settings: Settings) -> None:
    """Put the console on the application, behind its login."""
    team = make_team(settings, services.console.staff)
    mount_page(
        app,
        Console(services, team).blocks,
        "/console",
        styles=_HERE / "console.css",
        script=_HERE / "keys.js",
        auth=team,
        greeting=f"Support console of {services.shop}",
    )


class Console:
    """The page; agents see its first tab alone."""

    def __init__(self, services: Services, team: Team) -> None:
        self._team = team
        administration = Administration(services, team)
        with gr.Blocks(title="Support console", analytics_enabled=False, fill_width=True) as blocks:
            self.blocks = blocks
            with gr.Tab("Inbox"):
                self.inbox = InboxTab(services, team, blocks)
            self._for_admins: list[gr.Tab] = []
            for name, make in _FOR_ADMINS.items():
                with gr.Tab(name, visible=False) as tab:
                    make(administration).wire(tab)
                self._for_admins.append(tab)
            listen(blocks.load, self._show_tabs, [], self._for_admins)

    def _show_tabs(self, request: gr.Request) -> Updates:
        visible = self._team.role(request) == "admin"
        return {tab: gr.update(visible=visible) for tab in self._for_admins}
