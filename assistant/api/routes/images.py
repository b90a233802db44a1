"""Pictures of products, from the data directory; a neutral one where there is none."""

import re

from fastapi import APIRouter
from starlette.responses import FileResponse, Response

from assistant.api.context import ApiDep

router = APIRouter(tags=["images"])

_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,199}\.(svg|png|jpe?g|webp|avif|gif)")
_A_YEAR = {"Cache-Control": "public, max-age=31536000, immutable"}
_A_MINUTE = {"Cache-Control": "public, max-age=60"}
# A picture is a picture: opened by itself, an SVG may run nothing.
_INERT = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}

_PLACEHOLDER = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120">'
    '<rect width="120" height="120" fill="#eceae6"/>'
    '<g fill="none" stroke="#b5b0a8" stroke-width="3" stroke-linejoin="round">'
    '<path d="M36 48h48l-4 40H40z"/><path d="M48 48v-6a12 12 0 0 1 24 0v6"/></g></svg>'
)


@router.get("/images/{name:path}")
def image(api: ApiDep, name: str) -> Response:
    """Return the picture of this name; names that could leave the folder have none."""
    path = api.settings.data_dir / "images" / name
    if _NAME.fullmatch(name) and path.is_file():
        return FileResponse(path, headers={**_A_YEAR, **_INERT})
    return Response(_PLACEHOLDER, media_type="image/svg+xml", headers={**_A_MINUTE, **_INERT})
