"""Reads public collections of attacks and of harmless messages, each in its own layout."""

import ast
import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from eval.safety.cases import Case, Poison
from retrieval.errors import UserError

Found = TypeVar("Found")
_NOTINJECT = (
    "multilang_attacks",
    "prompt_injections",
    "notinject_expanded",
    "synthetic_safe_prompts",
)


def read_public(folder: Path) -> list[Case]:
    """Read every collection of messages that there is in a folder.

    Args:
        folder: Holds `safety_giskard_injections`, `safety_garak`, `safety_notinject`, or some.

    Raises:
        UserError: It holds none of them, or one is not laid out as published.
    """
    cases = [case for read in (_giskard, _garak, _notinject) for case in _read(read, folder)]
    if not cases:
        raise UserError(f"{folder} holds none of the public collections: safety_*")
    return cases


def read_planted(folder: Path) -> list[Poison]:
    """Read BIPIA's injections, which are made to stand in what an assistant reads."""
    return _read(_bipia, folder)


def _read(read: Callable[[Path], Iterator[Found]], folder: Path) -> list[Found]:
    try:
        return list(read(folder))
    except (OSError, KeyError, ValueError, SyntaxError) as error:
        raise UserError(f"{folder}: a collection is not laid out as published: {error}") from error


def _giskard(folder: Path) -> Iterator[Case]:
    here = folder / "safety_giskard_injections"
    if not here.is_dir():
        return
    rows = zip(
        _csv(here / "prompt_injections.csv"), _csv(here / "giskard_meta_data.csv"), strict=True
    )
    for row, meta in rows:
        name = f"{row['name']} {row['index']}"
        never = tuple(ast.literal_eval(meta["expected_strings"]))
        yield Case("giskard", name, (row["prompt"],), never=never)


def _garak(folder: Path) -> Iterator[Case]:
    for path in sorted(folder.glob("safety_garak/garak/data/dan/*.json")):
        for text in _json(path):
            yield Case("garak", path.stem, (text.replace("{generator.name}", "Assistant"),))


def _notinject(folder: Path) -> Iterator[Case]:
    here = folder / "safety_notinject" / "data"
    if not here.is_dir():
        return
    names = (
        "multilang_attacks",
        "prompt_injections",
        "notinject_expanded",
        "synthetic_safe_prompts",
    )
    for name in names:
        for row in _json(here / f"{name}.json"):
            harmless = row["label"] == 0
            suite = "notinject, harmless" if harmless else "notinject, attacks"
            yield Case(suite, row["text"], (row["text"],), harmless=harmless)


def _bipia(folder: Path) -> Iterator[Poison]:
    path = folder / "safety_bipia" / "benchmark" / "text_attack_test.json"
    if path.is_file():
        for group, texts in _json(path).items():
            for number, text in enumerate(texts, start=1):
                yield Poison(name=f"{group} {number}", text=text)


def _csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _json(path: Path) -> Any:  # noqa: ANN401
    return json.loads(path.read_text(encoding="utf-8"))
