"""What only admins see: each handler asks again whether it is one who calls."""

from collections.abc import Callable
from dataclasses import dataclass

import gradio as gr

from assistant.errors import UserError
from ui.console.handling import agent_of
from ui.console.services import Services
from ui.console.team import Team


@dataclass(frozen=True)
class Administration:
    """Changes that an admin makes; a hidden tab keeps nobody out, this does."""

    services: Services
    team: Team

    def is_admin(self, request: gr.Request) -> bool:
        """Whether whoever sends this is an admin."""
        return self.team.role(request) == "admin"

    def attempt(self, act: Callable[[str], object], request: gr.Request) -> bool:
        """Change something; say why where it cannot be done.

        Args:
            act: Called with the admin's name.
            request: Who asks.
        """
        if not self.is_admin(request):
            gr.Warning("only an admin may do this")
            return False
        try:
            act(agent_of(request))
        except UserError as error:
            gr.Warning(str(error))
            return False
        return True
