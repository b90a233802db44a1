"""`shopassist eval decisions`: how often "we carry that" and "that is answered" are right."""

import json
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import DATA_DIR


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("decisions")(decisions)


def decisions(
    paths: Annotated[list[Path], typer.Argument(help="Labelled wishes or questions (YAML).")],
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Write the figures here, for programs.")
    ] = None,
    data_dir: DATA_DIR = None,
) -> None:
    """Measure what the shop says it carries, and which questions it says are answered."""
    from dataclasses import asdict

    from rich.console import Console

    from assistant.settings import Settings
    from eval.decisions import decide, read_labelled
    from retrieval.errors import UserError
    from retrieval.search import ShopIndex

    labelled = {path: read_labelled(path) for path in paths}
    settings = Settings.for_data_dir(data_dir)
    index = ShopIndex.open(settings.data_dir, settings.embedding_model)
    found = {
        str(path): decide(each, lambda wish: index.search(wish, limit=1).carries, index.passages)
        for path, each in labelled.items()
    }
    console = Console()
    for name, result in found.items():
        for kind, total in result.total.items():
            console.print(f"{name}: {kind} {result.right[kind]} of {total}", highlight=False)
        for line in result.wrong:
            console.print(f"  wrong: {line}", markup=False, highlight=False)
    if json_out is not None:
        try:
            json_out.write_text(json.dumps({name: asdict(each) for name, each in found.items()}))
        except OSError as error:
            raise UserError(f"cannot write {json_out}: {error.strerror}") from error
