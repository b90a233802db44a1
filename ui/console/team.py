"""Who may enter the console, and as what: two built-in accounts, and the people of the team."""

import hmac
import logging
import secrets
from collections.abc import Mapping

import gradio as gr
from pydantic import SecretStr

from assistant.api.limits import RateLimiter
from assistant.errors import TooManyRequestsError
from assistant.settings import Settings
from assistant.store.staff import Role, Staff

BUILT_IN: tuple[Role, ...] = ("agent", "admin")
"""Accounts that are called as their role is, for a team of one or two."""

_TRIES_PER_MINUTE = 10

_log = logging.getLogger(__name__)


class Team:
    """Checks names and passwords; guessing is slowed down for everybody alike."""

    def __init__(self, passwords: Mapping[str, str], staff: Staff) -> None:
        """Take the passwords of the built-in accounts, and the people with names of their own."""
        self._passwords = passwords
        self._staff = staff
        self._tries = RateLimiter(_TRIES_PER_MINUTE)

    def __call__(self, user: str, password: str) -> bool:
        """Whether this user may enter."""
        try:
            self._tries.check("login")
        except TooManyRequestsError:
            _log.warning("too many tries to log in at the console")
            return False
        known = self._passwords.get(user)
        if known is not None:
            return hmac.compare_digest(password.encode(), known.encode())
        return self._staff.knows(user, password)

    def role(self, request: gr.Request) -> Role | None:
        """What whoever sends this may do; None: nothing, they were removed while logged in."""
        name = str(request.username)
        return name if name in BUILT_IN else self._staff.role(name)


def make_team(settings: Settings, staff: Staff) -> Team:
    """Return the team; passwords that had to be made are logged, this once."""
    given = {"agent": settings.console_password, "admin": settings.console_admin_password}
    return Team({role: _password(role, given[role]) for role in BUILT_IN}, staff)


def _password(role: Role, given: SecretStr | None) -> str:
    if given:
        return given.get_secret_value()
    password = secrets.token_urlsafe(9)
    _log.warning("console: log in as %r with the password %s", role, password)
    return password
