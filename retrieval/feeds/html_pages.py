"""HTML as feeds and shops' pages hold it: its text, and the JSON-LD scripts of a page."""

import re
from html.parser import HTMLParser
from typing import Final

_MARKUP = re.compile(r"</\w+\s*>|<(?:br|p|li|hr|img)\b[^>]*>", re.I)
_UNSEEN: Final = ("script", "style", "template")
_BLOCK = re.compile(
    r"article|blockquote|br|d[dlt]|div|figcaption|figure|h[1-6]|hr|li|[ou]l|p|pre|section"
    r"|t(?:able|body|head|[dhr])"
)
_SPACE = re.compile(r"\s+")


def without_markup(text: str) -> str:
    """Return a text that may be HTML as plain text; what has no tags stays as it is.

    >>> without_markup("5 < 7 & 9 > 8"), without_markup("<b>Warm</b> &amp; dry")
    ('5 < 7 & 9 > 8', 'Warm & dry')
    """
    return plain_text(text) if _MARKUP.search(text) else text


def plain_text(html: str) -> str:
    r"""Return the text of a piece of HTML, each block on a line of its own.

    >>> plain_text("<p>A <em>fine</em> mug.</p><ul><li>350&nbsp;ml</li><li>Steel</li></ul>")
    'A fine mug.\n350 ml\nSteel'
    """
    parser = _Text(convert_charrefs=True)
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.pieces).split("\n"))
    return "\n".join(filter(None, lines))


def json_ld_scripts(html: str) -> list[tuple[int, str]]:
    """Return the JSON-LD scripts of a page, each with the line that it begins on, from 1."""
    parser = _Scripts(convert_charrefs=True)
    parser.feed(html)
    parser.close()
    return parser.scripts


class _Text(HTMLParser):
    """Collects what a reader would see."""

    def __init__(self, *, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.pieces: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(_SPACE.sub(" ", data))

    def _break(self, tag: str) -> None:
        if _BLOCK.fullmatch(tag):
            self.pieces.append("\n")


class _Scripts(HTMLParser):
    """Collects the JSON-LD scripts."""

    def __init__(self, *, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.scripts: list[tuple[int, str]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = dict(attrs).get("type") or ""
        self._inside = (
            tag == "script" and kind.partition(";")[0].strip().lower() == "application/ld+json"
        )

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.scripts.append((self.getpos()[0], data))
