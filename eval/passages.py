"""Cuts documents into passages that can be held against a claim."""

import re

_HEADING = re.compile(r"^#+\s+(.*)$")
_RULE = re.compile(r"^\|?[\s|:-]+\|?$")


def passages_of(document: str) -> list[str]:
    r"""Return the paragraphs, list items and table rows of a Markdown text, each under its heading.

    A table row is read with the names of its columns, so that "14.95" keeps its meaning.

    >>> passages_of("# Shipping\n\n| Option | Cost |\n|---|---|\n| Express | $14 |\n\n- fast")
    ['Shipping: Option: Express; Cost: $14', 'Shipping: fast']
    """
    heading = ""
    columns: list[str] = []
    passages: list[str] = []
    for block in re.split(r"\n(?=[#|-]|\s*\n)", document):
        line = block.strip()
        if found := _HEADING.match(line):
            heading, columns = found[1], []
        elif line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if not columns:
                columns = cells
            elif not _RULE.match(line):
                passages.append(f"{heading}: {_row(columns, cells)}")
        elif line:
            columns = []
            passages.append(f"{heading}: {line.removeprefix('- ')}".removeprefix(": "))
    return passages


def _row(columns: list[str], cells: list[str]) -> str:
    return "; ".join(f"{name}: {cell}" for name, cell in zip(columns, cells, strict=False) if cell)
