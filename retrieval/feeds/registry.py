"""Which importer reads a file: found by the ending of its name; some then look at its content."""

from pathlib import Path

from retrieval.errors import UserError
from retrieval.feeds import google_merchant, json_lines, schema_org, tables
from retrieval.feeds.rows import Importer

IMPORTERS: dict[str, Importer] = {
    ".jsonl": json_lines.read,
    ".ndjson": json_lines.read,
    ".csv": tables.read,
    ".tsv": tables.read,
    ".txt": tables.read,
    ".xml": google_merchant.read_xml,
    ".rss": google_merchant.read_xml,
    ".atom": google_merchant.read_xml,
    ".json": schema_org.read_file,
    ".jsonld": schema_org.read_file,
    ".html": schema_org.read_page,
    ".htm": schema_org.read_page,
}
"""The importers by ending; each reads files with `.gz` behind it as well."""


def importer_for(path: Path, importers: dict[str, Importer] = IMPORTERS) -> Importer:
    """Return the importer for a file, by the ending of its name.

    Raises:
        UserError: There is no such file, or no importer for it.
    """
    if not path.is_file():
        raise UserError(f"no such file: {path}")
    name = path.name.lower().removesuffix(".gz")
    for ending, importer in importers.items():
        if name.endswith(ending):
            return importer
    raise UserError(f"cannot tell the format of {path}: known are {', '.join(importers)}")
