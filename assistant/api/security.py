"""What every response carries and what no request may: headers, and limits of a body's size."""

from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = {"/api/": 64 * 1024, "/v1/": 512 * 1024}

_POLICY = (
    "default-src 'self'; script-src 'self'{script}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
# Gradio's pages start themselves from scripts inside the page.
_GRADIO_PAGES = ("/chat", "/console")

_HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class SecurityHeaders:
    """Adds the headers to every response that does not set them itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; the headers go in when the response starts."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Content-Security-Policy", content_policy(scope["path"]))
            await send(message)

        await self._app(scope, receive, send_with_headers)


def content_policy(path: str) -> str:
    """The content security policy of a page; only Gradio's pages may run scripts of their own.

    >>> "unsafe" in content_policy("/").split("style-src")[0]
    False
    """
    gradio = any(path == page or path.startswith(f"{page}/") for page in _GRADIO_PAGES)
    return _POLICY.format(script=" 'unsafe-inline' 'unsafe-eval'" if gradio else "")


class BodyLimit:
    """Reads the API's request bodies whole, up to a limit, before anything looks at them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its body read, or answer 413."""
        limit = _limit(scope["path"]) if scope["type"] == "http" else None
        if limit is None:
            await self._app(scope, receive, send)
            return
        body = await _read(receive, limit, Headers(scope=scope).get("content-length", "0"))
        if body is None:
            message = f"the request is larger than {limit // 1024} KiB"
            response = JSONResponse({"error": {"message": message}}, status_code=413)
            await response(scope, receive, send)
            return
        unread: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def replay() -> Message:
            return unread.pop() if unread else await receive()

        await self._app(scope, replay, send)


def _limit(path: str) -> int | None:
    return next((size for prefix, size in MAX_BODY.items() if path.startswith(prefix)), None)


async def _read(receive: Receive, limit: int, announced: str) -> bytes | None:
    """Read the body; None where it is too long (or says that it will be)."""
    if announced.isdecimal() and int(announced) > limit:
        return None
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return bytes(body)
        body += message.get("body", b"")
        if len(body) > limit:
            return None
        if not message.get("more_body", False):
            return bytes(body)
