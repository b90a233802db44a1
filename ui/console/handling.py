"""What the handlers of the page's events have in common: who acts, what is new, what went wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.errors import UserError
from ui.console.screen import Screen
from ui.console.services import Services
from ui.console.team import Team
from ui.console.view import View
from ui.gradio_page import NOTHING, Updates


@dataclass(frozen=True)
class Handling:
    """Handlers over the store and the screen; each ends with what is new on the screen."""

    services: Services
    team: Team
    screen: Screen

    def news(self, view: View, request: gr.Request) -> Updates:
        """What is new; nothing for somebody who was removed from the team."""
        if self.team.role(request) is None:
            return {}
        return self.screen.news(view, agent_of(request))

    def attempt(
        self,
        act: Callable[..., Any],
        view: View,
        request: gr.Request,
        *words: object,
    ) -> bool:
        """Do something to the open conversation; say why where it cannot be done.

        Args:
            act: Called with the conversation's id, the agent, and the words.
            view: What is open.
            request: Who asks.
            words: What else `act` needs.
        """
        if self.team.role(request) is None:
            gr.Warning("you are not of the team any more; log in again")
            return False
        try:
            act(view.conversation_id, agent_of(request), *words)
        except UserError as error:
            gr.Warning(str(error))
            return False
        return True


def agent_of(request: gr.Request) -> str:
    """Who is logged in; nobody else gets here."""
    return str(request.username)


def fill(news: Updates, box: gr.Component, text: str) -> Updates:
    """Put text into a box, beside whatever else is new about it."""
    return (news or {}) | {box: {**news.get(box, gr.update()), "value": text}}


def or_nothing(news: Updates) -> Updates:
    """What a handler returns where there may be no news."""
    return news or NOTHING
