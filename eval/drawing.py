"""Saves drawings, all in one way."""

from pathlib import Path

from matplotlib.figure import Figure

from retrieval.errors import UserError


def save(figure: Figure, path: Path) -> None:
    """Write a figure to a file, in the format that its ending names; its folder is made.

    The same figure gives the same file: no date is written.

    Raises:
        UserError: The file cannot be written, or its ending names no format.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)
    except (OSError, ValueError) as error:
        raise UserError(f"cannot draw {path}: {error}") from error
