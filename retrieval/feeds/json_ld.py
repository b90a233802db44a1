"""The objects of JSON-LD texts, each with its line, and what they say of each other.

Several texts (the scripts of a page) are one graph: `{"@id": "#x"}` stands for the object with
that `@id`, wherever it is.
"""

import json
import re
from collections.abc import Collection, Iterator
from typing import Any

from retrieval.feeds.json_lines import refuse

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\n]', re.S)
_PREFIX = re.compile(r"(?:https?://schema\.org/|schema:)")


class Node(dict[str, Any]):
    """An object of a JSON text, its keys without schema.org's prefix; `line` is where it begins."""

    line: int

    @property
    def types(self) -> set[str]:
        """The names of its types, without a prefix."""
        return {_PREFIX.sub("", str(each)) for each in listed(self.get("@type"))}

    @property
    def is_reference(self) -> bool:
        """Whether it only names something that is described elsewhere."""
        return self.keys() <= {"@id", "@type", "url"}


def parse(text: str, first_line: int = 1) -> object:
    """Return a JSON text with its objects as nodes.

    Line breaks inside strings are let pass: the pages of many shops have them.

    Raises:
        ValueError: The text is not valid JSON.
    """
    lines = _lines_of_objects(text, first_line)

    def node(pairs: list[tuple[str, Any]]) -> Node:
        made = Node((_PREFIX.sub("", name, count=1), value) for name, value in pairs)
        made.line = next(lines)
        return made

    try:
        return json.loads(text, object_pairs_hook=node, parse_constant=refuse, strict=False)
    except json.JSONDecodeError as error:
        place = f"line {first_line + error.lineno - 1}"
        raise ValueError(f"not valid JSON: {error.msg}, {place}") from error
    except RecursionError as error:
        raise ValueError("not valid JSON: nested too deep") from error


def _lines_of_objects(text: str, line: int) -> Iterator[int]:
    """The lines on which objects begin, in the order in which they end, as a decoder makes them."""
    open_at = []
    for token in _TOKEN.finditer(text):
        if token[0] == "{":
            open_at.append(line)
        elif token[0] == "}":
            yield open_at.pop()
        line += token[0].count("\n")


def listed(value: object) -> list[object]:
    """A value as a list: JSON-LD writes a single one bare."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


class Graph:
    """The nodes of some JSON-LD texts.

    Args:
        roots: What the texts hold, as `parse` returns it.
        aside: Properties whose values do not belong to what is described.
    """

    def __init__(self, roots: list[object], aside: Collection[str] = ()) -> None:
        self.nodes = list(_nodes(roots, aside))
        """All nodes, in the order of the texts."""
        described = (node for node in reversed(self.nodes) if not node.is_reference)
        self._by_id = {node["@id"]: node for node in described if isinstance(node.get("@id"), str)}

    def values(self, node: Node, name: str) -> list[object]:
        """The values of a property: texts, numbers, and nodes, references replaced."""
        return [self._resolved(value) for value in listed(node.get(name))]

    def nodes_of(self, node: Node, name: str) -> list[Node]:
        """The values of a property that are nodes."""
        return [value for value in self.values(node, name) if isinstance(value, Node)]

    def _resolved(self, value: object) -> object:
        if not isinstance(value, Node):
            return value
        if "@value" in value:
            return value["@value"]
        known = self._by_id.get(str(value.get("@id")))
        return known if known is not None and value.is_reference else value


def _nodes(roots: list[object], aside: Collection[str]) -> Iterator[Node]:
    """All nodes, those before others that come first in the text."""
    waiting = roots[::-1]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Node):
            yield value
            waiting.extend(each for name, each in reversed(value.items()) if name not in aside)
        elif isinstance(value, list):
            waiting.extend(reversed(value))
