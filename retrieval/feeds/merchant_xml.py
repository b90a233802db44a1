"""The entries of RSS and Atom feeds, one at a time.

The file goes through the parser in chunks, and of its elements only those of the entry in hand are
kept, whatever its size. A document type declaration is refused: with it go entities, and all that
can be done to a reader with them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from retrieval.errors import UserError
from retrieval.feeds.items import Texts
from retrieval.feeds.lines import open_feed

_CHUNK = 1 << 16
_SEPARATOR = " "
_GOOGLE = "base.google.com/ns"
_PLAIN = ("", "http://www.w3.org/2005/Atom", "http://purl.org/rss/1.0/")
_ROOTS = ("rss", "feed", "RDF")
_ENTRIES = ("item", "entry")


@dataclass
class Entry:
    """An entry: the texts of its elements by name, and of elements that hold others, theirs.

    Google's elements win over the feed's own of the same name (`g:title` over `title`).
    """

    line: int
    texts: Texts = field(default_factory=dict)
    groups: dict[str, list[dict[str, str]]] = field(default_factory=dict)


def read_entries(path: Path) -> Iterator[Entry]:
    """Yield the entries of a feed, each with the line of its element.

    Raises:
        UserError: The file cannot be read, is not well-formed, or is no RSS or Atom.
    """
    feed = _Feed(path)
    with open_feed(path) as stream:
        try:
            while chunk := stream.read(_CHUNK):
                yield from feed.parse(chunk)
            yield from feed.parse(b"", last=True)
        except expat.ExpatError as error:
            raise UserError(
                f"{path}:{error.lineno}: not well-formed XML ({expat.ErrorString(error.code)}): "
                "nothing was changed"
            ) from error
        except (LookupError, ValueError) as error:  # of encodings that it does not know
            raise UserError(f"{path} cannot be read ({error}): save it as UTF-8") from error


@dataclass
class _Element:
    """An open element inside an entry."""

    name: str
    google: bool
    text: list[str]
    parts: dict[str, str] = field(default_factory=dict)


class _Feed:
    """Collects the entries of a feed while it is parsed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._root = ""
        self._finished: list[Entry] = []
        self._entry: Entry | None = None
        self._plain: Texts = {}
        self._open: list[_Element] = []
        self._parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._read

    def parse(self, chunk: bytes, *, last: bool = False) -> list[Entry]:
        """Parse a piece of the file; return the entries that end in it."""
        self._parser.Parse(chunk, last)
        finished, self._finished = self._finished, []
        return finished

    def _refuse(self, *_: object) -> None:
        raise UserError(f"{self._path} declares a document type, which no feed needs: remove it")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(_SEPARATOR)
        if not self._root:
            self._begin(local)
        elif self._entry is None:
            if local in _ENTRIES:
                self._entry = Entry(self._parser.CurrentLineNumber)
                self._plain = {}
        else:
            google = _GOOGLE in namespace
            target = attributes.get("href", "") if local == "link" else ""  # as Atom has it
            known = local if google or namespace in _PLAIN else ""
            self._open.append(_Element(known, google, [target]))

    def _read(self, text: str) -> None:
        if self._open:
            self._open[-1].text.append(text)

    def _end(self, _: str) -> None:
        if self._entry is None:
            return
        if self._open:
            self._close(self._open.pop(), self._entry)
        else:
            self._entry.texts = self._plain | self._entry.texts
            self._finished.append(self._entry)
            self._entry = None

    def _begin(self, root: str) -> None:
        if root not in _ROOTS:
            raise UserError(
                f"{self._path} is no feed of products: its root is <{root}>, not <rss> or <feed>"
            )
        self._root = root

    def _close(self, element: _Element, entry: Entry) -> None:
        text = "".join(element.text)
        if self._open:
            self._open[-1].parts[element.name] = text.strip()
            self._open[-1].text.append(text)  # bold words of a description
            return
        if element.parts:
            entry.groups.setdefault(element.name, []).append(element.parts)
        if text.strip():
            texts = entry.texts if element.google else self._plain
            texts.setdefault(element.name, []).append(text.strip())
