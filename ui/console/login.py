"""Who may enter the console: the user `agent`, with the password set or one made at start."""

import hmac
import logging
import secrets

from assistant.api.limits import RateLimiter
from assistant.errors import TooManyRequestsError
from assistant.settings import Settings

USER = "agent"
_TRIES_PER_MINUTE = 10

_log = logging.getLogger(__name__)


class Login:
    """Checks names and passwords; guessing is slowed down for everybody alike.

    >>> login = Login("right")
    >>> login("agent", "right"), login("agent", "wrong"), login("root", "right")
    (True, False, False)
    """

    def __init__(self, password: str) -> None:
        self._password = password.encode()
        self._tries = RateLimiter(_TRIES_PER_MINUTE)

    def __call__(self, user: str, password: str) -> bool:
        """Whether this user may enter."""
        try:
            self._tries.check(USER)
        except TooManyRequestsError:
            _log.warning("too many tries to log in at the console")
            return False
        return user == USER and hmac.compare_digest(password.encode(), self._password)


def make_login(settings: Settings) -> Login:
    """Return the login; a password that had to be made is logged, this once."""
    if settings.console_password:
        return Login(settings.console_password.get_secret_value())
    password = secrets.token_urlsafe(9)
    _log.warning("console: log in as %r with the password %s", USER, password)
    return Login(password)
