"""FAQ files (`.jsonl`, `.yaml`) and documents (`.md`, `.txt`) as passages."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml
from pydantic import ValidationError

from retrieval.errors import UserError
from retrieval.feeds import json_lines
from retrieval.feeds.lines import read_lines
from retrieval.feeds.registry import importer_for
from retrieval.feeds.rows import Importer, Rejection, Row, excerpt, reason
from retrieval.markdown import cut
from retrieval.passages import FaqEntry, Passage

_BETWEEN_HEADINGS = " › "
_DOCUMENTS = (".md", ".markdown", ".txt")


def read_faq(paths: Iterable[Path]) -> Iterator[Passage | Rejection]:
    """Yield the entries of FAQ files, and the rejections of those that cannot be used.

    Raises:
        UserError: A file is missing, damaged, or of an unknown format.
    """
    seen: dict[str, Row] = {}
    for path, importer in [(path, importer_for(path, _FAQ_IMPORTERS)) for path in paths]:
        for row in importer(path):
            yield row if isinstance(row, Rejection) else _entry(row, seen)


def read_documents(paths: Iterable[Path]) -> Iterator[Passage | Rejection]:
    """Yield the pieces of documents; a line that is not text is rejected, the rest is read.

    Raises:
        UserError: A file is missing, or of an unknown format.
    """
    names = Counter[str]()
    for path in paths:
        if not path.is_file():
            raise UserError(f"no such file: {path}")
        if path.suffix.lower() not in _DOCUMENTS:
            raise UserError(f"cannot tell the format of {path}: known are {', '.join(_DOCUMENTS)}")
        names[path.name] += 1
        yield from _pieces(path, f"{path.name}#{names[path.name]}")


def _entry(row: Row, seen: dict[str, Row]) -> Passage | Rejection:
    try:
        entry = FaqEntry.model_validate(row.data)
    except ValidationError as error:
        return Rejection(row.file, row.line, reason(error), excerpt(str(row.data)))
    name = entry.id or entry.question
    first = seen.setdefault(name, row)
    if first is not row:
        place = f"{first.file.name}:{first.line}"
        return Rejection(row.file, row.line, f"duplicate entry {name!r}, first in {place}")
    return Passage(
        id=f"faq:{name}",
        kind="faq",
        title=entry.question,
        text=entry.answer,
        source="FAQ",
        tags=entry.tags,
        language=entry.language,
    )


def _pieces(path: Path, name: str) -> Iterator[Passage | Rejection]:
    lines = []
    for line in read_lines(path):
        if isinstance(line, Rejection):
            yield line
        else:
            lines.append(line[1])
    pieces = cut("".join(lines))
    if not pieces:
        yield Rejection(path, 1, "the document holds no text")
    source = pieces[0].headings[0] if pieces and pieces[0].headings else path.stem
    for number, piece in enumerate(pieces):
        yield Passage(
            id=f"document:{name}:{number}",
            kind="document",
            title=_BETWEEN_HEADINGS.join(piece.headings) or path.stem,
            text=piece.text,
            source=source,
        )


def _read_yaml(path: Path) -> Iterator[Row | Rejection]:
    """Entries of a YAML list, each with the line that it begins on."""
    lines = list(read_lines(path))
    yield from (line for line in lines if isinstance(line, Rejection))
    text = "".join("\n" if isinstance(line, Rejection) else line[1] for line in lines)
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        if not isinstance(node, yaml.SequenceNode):
            raise UserError(f"{path} is not a list of entries with `question` and `answer`")
        for entry in node.value:
            yield _row(path, entry)
    except yaml.YAMLError as error:
        raise UserError(f"{path} is not valid YAML: {' '.join(str(error).split())}") from error


def _row(path: Path, node: yaml.Node) -> Row | Rejection:
    line = node.start_mark.line + 1
    data = yaml.SafeLoader("").construct_document(node)
    if not isinstance(data, dict):
        return Rejection(
            path, line, "not an entry with `question` and `answer`", excerpt(str(data))
        )
    return Row(path, line, {str(k): v for k, v in data.items() if v is not None})


_FAQ_IMPORTERS: dict[str, Importer] = {
    ".jsonl": json_lines.read,
    ".jsonl.gz": json_lines.read,
    ".yaml": _read_yaml,
    ".yml": _read_yaml,
}
