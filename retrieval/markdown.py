"""Documents cut along their structure: a piece stays below its headings, a list stays whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"^(=+|-+)\s*$")
_FENCE = re.compile(r"^\s*(```|~~~)")
_MOST_WORDS = 120
"""About what an embedding model reads before it cuts a text off."""


@dataclass(frozen=True)
class Piece:
    """A piece of a document: the headings that it stands under, and its text."""

    headings: tuple[str, ...]
    text: str


@dataclass
class _Section:
    headings: tuple[str, ...]
    lines: list[str] = field(default_factory=list)


def cut(text: str, most_words: int = _MOST_WORDS) -> list[Piece]:
    r"""Cut a Markdown or plain text into pieces of at most so many words, where blocks allow.

    >>> text = "# Returns\n\n45 days.\n\n## Cost\n\nFree."
    >>> [(piece.headings, piece.text) for piece in cut(text)]
    [(('Returns',), '45 days.'), (('Returns', 'Cost'), 'Free.')]
    """
    return [
        Piece(section.headings, piece)
        for section in _sections(text)
        for piece in _packed(_blocks(section.lines), most_words)
    ]


def _sections(text: str) -> Iterator[_Section]:
    section = _Section(())
    fenced = False
    for line in text.splitlines():
        fenced ^= bool(_FENCE.match(line))
        heading = None if fenced else _HEADING.match(line)
        underlined = None if fenced else _UNDERLINE.match(line)
        if heading:
            yield section
            section = _Section(_under(section.headings, len(heading[1]), heading[2]))
        elif underlined and section.lines and section.lines[-1].strip():
            title = section.lines.pop().strip()
            yield section
            section = _Section(_under(section.headings, 1 if line[0] == "=" else 2, title))
        else:
            section.lines.append(line)
    yield section


def _under(headings: tuple[str, ...], level: int, title: str) -> tuple[str, ...]:
    return (*headings[: level - 1], title)


def _blocks(lines: list[str]) -> list[str]:
    """Paragraphs, lists, tables and fenced code: what must not be cut where it can be helped."""
    blocks: list[list[str]] = [[]]
    fenced = False
    for line in lines:
        fenced ^= bool(_FENCE.match(line))
        if line.strip() or fenced:
            blocks[-1].append(line.rstrip())
        elif blocks[-1]:
            blocks.append([])
    return ["\n".join(block) for block in blocks if block]


def _packed(blocks: list[str], most_words: int) -> Iterator[str]:
    """Put neighbouring blocks together as long as they stay small; a lead-in keeps its list."""
    packed: list[str] = []
    for part in (part for block in blocks for part in _split(block, most_words)):
        leads = bool(packed) and packed[-1].endswith(":")
        if packed and not leads and _count([*packed, part]) > most_words:
            yield "\n\n".join(packed)
            packed = []
        packed.append(part)
    if packed:
        yield "\n\n".join(packed)


def _split(block: str, most_words: int) -> Iterator[str]:
    """A block as it is, or, where it alone is too long, by its lines or its sentences."""
    if _count([block]) <= most_words:
        yield block
        return
    parts = block.splitlines() if "\n" in block else re.split(r"(?<=[.!?])\s+", block)
    gathered: list[str] = []
    for part in parts:
        if gathered and _count([*gathered, part]) > most_words:
            yield ("\n" if "\n" in block else " ").join(gathered)
            gathered = []
        gathered.append(part)
    yield ("\n" if "\n" in block else " ").join(gathered)


def _count(parts: list[str]) -> int:
    return sum(len(part.split()) for part in parts)
