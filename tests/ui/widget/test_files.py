"""What the widget's files weigh, say and keep away from; how they are served."""

import gzip
import re
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from assistant.api.errors import add_error_handlers
from ui.widget.serve import mount_widget

WIDGET = Path(__file__).parents[3] / "ui" / "widget"
SCRIPTS = sorted(WIDGET.rglob("*.js"))
LANGUAGES = sorted((WIDGET / "panel" / "lang").glob("*.js"))


def compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), mtime=0))


def test_the_loader_is_under_3_kb_compressed() -> None:
    assert compressed(WIDGET / "widget.js") < 3_000


def test_the_panel_with_the_wordiest_language_is_under_25_kb_compressed() -> None:
    shared = [path for path in SCRIPTS if path.parent.name != "lang" and path.name != "widget.js"]
    assert sum(map(compressed, shared)) + max(map(compressed, LANGUAGES)) < 25_000


def keys(path: Path) -> list[str]:
    return re.findall(r"^  (\w+):|^    (\w+): \"|[{,] (\w+): \"", path.read_text(), re.M)


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
def test_every_language_has_the_same_words(path: Path) -> None:
    assert len(LANGUAGES) == 5
    assert keys(path) == keys(WIDGET / "panel" / "lang" / "en.js")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_nothing_that_a_server_says_can_become_markup_or_code(path: Path) -> None:
    code = path.read_text()
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", code)
    assert not re.search(r"new Function|createElement\(\"style|[\"'`]style[\"'`]", code)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_no_script_names_an_address_of_another_machine(path: Path) -> None:
    addresses = set(re.findall(r"https?://[\w.-]+", path.read_text()))
    assert addresses <= {"http://www.w3.org", "https://assistant.example"}


@pytest.fixture
def visitor() -> httpx.AsyncClient:
    app = FastAPI()
    mount_widget(app)
    add_error_handlers(app)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop")


@pytest.mark.parametrize("name", ["widget.js", "panel.js", "panel/cards.js", "panel/lang/zh.js"])
async def test_every_page_may_load_the_files_and_asks_for_newer_ones(
    visitor: httpx.AsyncClient, name: str
) -> None:
    answer = await visitor.get(f"/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("name", ["serve.py", "../serve.py", "none.js", "%2e%2e/serve.py", ""])
async def test_nothing_else_is_served(visitor: httpx.AsyncClient, name: str) -> None:
    assert (await visitor.get(f"/panel/{name}")).status_code == 404
