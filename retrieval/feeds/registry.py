"""Which importer reads a file: found by its extension."""

from pathlib import Path

from retrieval.errors import UserError
from retrieval.feeds import json_lines
from retrieval.feeds.rows import Importer

IMPORTERS: dict[str, Importer] = {
    ".jsonl": json_lines.read,
    ".jsonl.gz": json_lines.read,
    ".ndjson": json_lines.read,
    ".ndjson.gz": json_lines.read,
}


def importer_for(path: Path, importers: dict[str, Importer] = IMPORTERS) -> Importer:
    """Return the importer for a file, by its extension.

    Raises:
        UserError: There is no such file, or no importer for it.
    """
    if not path.is_file():
        raise UserError(f"no such file: {path}")
    for extension, importer in importers.items():
        if path.name.lower().endswith(extension):
            return importer
    raise UserError(f"cannot tell the format of {path}: known are {', '.join(importers)}")
