"""Every error as one JSON object: `{"error": {"message": ...}}`, never a traceback."""

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.agui import APOLOGY
from assistant.errors import UserError

_log = logging.getLogger(__name__)


def error_response(request: Request, status: int, message: str) -> JSONResponse:
    """Say what went wrong, under `/v1` in the shape that OpenAI's clients read."""
    error: dict[str, str | None] = {"message": message}
    if request.url.path.startswith("/v1/"):
        kind = "server_error" if status >= 500 else "invalid_request_error"
        error |= {"type": kind, "param": None, "code": None}
    headers = {"Retry-After": "10"} if status == 429 else None
    return JSONResponse({"error": error}, status_code=status, headers=headers)


def add_error_handlers(app: FastAPI) -> None:
    """Register the handlers of mistakes that are the caller's."""

    @app.exception_handler(UserError)
    async def _user_error(request: Request, error: UserError) -> JSONResponse:
        return error_response(request, error.http_status, str(error))

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        return error_response(request, 422, _first_problem(error))

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> JSONResponse:
        return error_response(request, error.status_code, str(error.detail))


class UnexpectedErrors:
    """Answers for what nobody foresaw: the traceback goes to the log, a sentence to the caller.

    A handler of Starlette's would run outside the other middleware: its answer would lack their
    headers, and a page elsewhere could not read it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; a response that has begun cannot be taken back, only cut off."""
        begun = False

        async def watched_send(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched_send)
        except Exception:
            if begun or scope["type"] != "http":
                raise
            request = Request(scope)
            _log.exception("%s %s failed", request.method, request.url.path)
            await error_response(request, 500, APOLOGY)(scope, receive, send)


def _first_problem(error: RequestValidationError) -> str:
    """Name the first bad field; what was sent is not repeated, for it may be anything."""
    problem = error.errors()[0]
    if problem["type"] == "json_invalid":
        return "the body is not valid JSON"
    field = ".".join(str(part) for part in problem["loc"] if part != "body")
    return f"{field or 'body'}: {problem['msg']}"
