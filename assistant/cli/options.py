"""Options that every command takes, said once."""

from pathlib import Path
from typing import Annotated

import typer

DATA_DIR = Annotated[
    Path | None,
    typer.Option(
        "--data-dir",
        help="Indexes, database and models [default: ./var, or SHOPASSIST_DATA_DIR].",
        show_default=False,
    ),
]
