"""The web server: one address, a clear word where it is taken, an end that nobody waits for."""

import socket
from types import FrameType

import uvicorn
from fastapi import FastAPI

from assistant.api.context import Api
from assistant.errors import UserError

_GRACE_SECONDS = 5


class _Server(uvicorn.Server):
    """Ends the endless streams when it is told to stop: it would wait for them otherwise."""

    def __init__(self, config: uvicorn.Config, api: Api) -> None:
        super().__init__(config)
        self._api = api

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Take the signal."""
        self._api.store.changes.close()
        super().handle_exit(sig, frame)


def make_server(app: FastAPI) -> uvicorn.Server:
    """Make the server for an app of `create_app`.

    Returns:
        The server: run it with `server.run(sockets=[listen(host, port)])`.
    """
    config = uvicorn.Config(
        app,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    return _Server(config, app.state.api)


def listen(host: str, port: int) -> socket.socket:
    """Take an address; whoever connects before the server runs waits for it.

    Args:
        host: Address to listen on.
        port: Port; 0: any that is free (ask the socket which).

    Raises:
        UserError: The address is in use or not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except (OSError, OverflowError) as error:
        listener.close()
        reason = error.strerror if isinstance(error, OSError) else error
        raise UserError(
            f"cannot listen on {host}:{port}: {reason}; choose another with --port"
        ) from error
    return listener
