"""Reads dialogue scripts; a mistake in one is reported with its file and line."""

from collections.abc import Container, Iterable, Sequence
from itertools import chain, count
from pathlib import Path

import yaml
from pydantic import ValidationError

from eval.dialogues.format import Script
from retrieval.errors import UserError

_SUFFIXES = {".yaml", ".yml"}


def load_scripts(paths: Sequence[Path]) -> list[Script]:
    """Read every script in the files and folders (searched to any depth), each file once.

    Args:
        paths: Script files, or folders that hold some.

    Returns:
        The scripts, by file name and then by their order in the file. Of those that share a name
        the second is called "NAME (2)" and so on, so that reports tell them apart.

    Raises:
        UserError: A path is missing, or a file holds no valid script.
    """
    files = {file.resolve(): file for path in paths for file in _files(path)}
    scripts = list(chain.from_iterable(load_file(file) for file in files.values()))
    taken: set[str] = set()
    for place, script in enumerate(scripts):
        name = _free_name(script.name, taken)
        taken.add(name)
        scripts[place] = script.model_copy(update={"name": name})
    return scripts


def _free_name(name: str, taken: Container[str]) -> str:
    numbered = (f"{name} ({number})" for number in count(2))
    return next(one for one in chain([name], numbered) if one not in taken)


def load_file(path: Path) -> list[Script]:
    """Read the one script, or the list of scripts, in a YAML file.

    Raises:
        UserError: With the file, the line and what is wrong there.
    """
    try:
        text = path.read_text(encoding="utf-8")
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text)
    except UnicodeDecodeError as error:
        raise UserError(f"{path}: not UTF-8 text (byte {error.start})") from error
    except OSError as error:
        raise UserError(f"{path}: {error.strerror}") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UserError(f"{path}:{line}: not valid YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise UserError(f"{path}: not valid YAML: {error}") from error
    if tree is None:
        raise UserError(f"{path}: holds no dialogue")
    if isinstance(tree, yaml.SequenceNode):
        return [_script(path, entry, node) for entry, node in zip(data, tree.value, strict=True)]
    return [_script(path, data, tree)]


def _files(path: Path) -> Iterable[Path]:
    if path.is_file():
        return [path]
    found = sorted(file for file in path.rglob("*") if file.suffix in _SUFFIXES)
    if not found:
        raise UserError(f"no dialogue scripts (*.yaml) at {path}")
    return found


def _script(path: Path, data: object, node: yaml.Node) -> Script:
    try:
        return Script.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = [part for part in first["loc"] if not _is_type_tag(part)]
        line = _find(node, where).start_mark.line + 1
        raise UserError(f"{path}:{line}: {_explain(where, first['type'], first['msg'])}") from error


def _is_type_tag(part: int | str) -> bool:
    return isinstance(part, str) and ("[" in part or "-" in part)


def _explain(where: list[int | str], kind: str, message: str) -> str:
    place = ".".join(str(part) for part in where) or "the dialogue"
    if kind == "extra_forbidden":
        return f"{place}: unknown key"
    return f"{place}: {message.removeprefix('Value error, ')}"


def _find(node: yaml.Node, where: list[int | str]) -> yaml.Node:
    """Return the node at `where`; for a key, the key itself; as deep as the path goes."""
    found = node
    for part in where:
        if isinstance(node, yaml.MappingNode):
            pairs = [pair for pair in node.value if pair[0].value == str(part)]
            if not pairs:
                return found
            found, node = pairs[0]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            found = node = node.value[part]
        else:
            return found
    return found
