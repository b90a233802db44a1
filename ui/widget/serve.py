"""Serves the widget's files to any page that may carry it."""

from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.responses import FileResponse, Response

from assistant.errors import NotFoundError

_HERE = Path(__file__).parent
_FILES = {
    path.relative_to(_HERE).as_posix(): path for path in _HERE.rglob("*.js")
}
# Pages of other origins import these modules: browsers ask for leave even where nothing is secret.
_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "no-cache",
}


def mount_widget(app: FastAPI) -> None:
    """Serve `/widget.js`, `/panel.js` and what they import."""
    router = APIRouter(include_in_schema=False)

    @router.get("/widget.js")
    def loader() -> Response:
        return _file("widget.js")

    @router.get("/panel.js")
    def panel() -> Response:
        return _file("panel.js")

    @router.get("/panel/{name:path}")
    def module(name: str) -> Response:
        return _file(f"panel/{name}")

    app.include_router(router)


def _file(name: str) -> Response:
    if name not in _FILES:
        raise NotFoundError("there is no such file")
    return FileResponse(_FILES[name], media_type="text/javascript", headers=_HEADERS)
