"""Serves the widget's files to any page that may carry it."""

from pathlib import Path

from fastapi import APIRouter, FastAPI
from starlette.responses import FileResponse, Response

from assistant.errors import NotFoundError

_HERE = Path(__file__).parent
_FILES = {path.relative_to(_HERE).as_posix(): path for path in _HERE.rglob("*.js")}
_HEADERS = {
    # Pages of other origins import these modules: browsers ask for leave even where nothing is
    # secret.
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    # Checked with the server on every use: an update of the widget reaches shoppers at once.
    "Cache-Control": "no-cache",
}


def mount_widget(app: FastAPI) -> None:
    """Serve `/widget.js`, `/panel.js` and what they import."""
    router = APIRouter(include_in_schema=False)

    @router.get("/widget.js")
    def _loader() -> Response:
        return _file("widget.js")

    @router.get("/panel.js")
    def _panel() -> Response:
        return _file("panel.js")

    @router.get("/panel/{name:path}")
    def _part(name: str) -> Response:
        return _file(f"panel/{name}")

    app.include_router(router)


def _file(name: str) -> Response:
    if name not in _FILES:
        raise NotFoundError("there is no such file")
    return FileResponse(_FILES[name], media_type="text/javascript", headers=_HEADERS)
