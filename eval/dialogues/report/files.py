"""Writes reports to files and reads them back, with one clear line where that cannot be done."""

from pathlib import Path

from pydantic import ValidationError

from eval.dialogues.report.html import as_html
from eval.dialogues.report.junit import as_junit
from eval.dialogues.results import RunResult
from eval.records import ShopRecords
from retrieval.errors import UserError


def write_reports(
    run: RunResult,
    records: ShopRecords,
    *,
    json_out: Path | None = None,
    junit_out: Path | None = None,
    html_out: Path | None = None,
) -> None:
    """Write the reports that were asked for.

    Raises:
        UserError: A file cannot be written.
    """
    if json_out is not None:
        write_report(json_out, as_json(run))
    if junit_out is not None:
        write_report(junit_out, as_junit(run))
    if html_out is not None:
        write_report(html_out, as_html(run, records))


def write_report(path: Path, text: str) -> None:
    """Write a report, making the folders above it.

    Raises:
        UserError: The file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(f"cannot write the report {path}: {error.strerror}") from error


def as_json(run: RunResult) -> str:
    """Return the run as the JSON that programs read."""
    return run.model_dump_json(indent=2) + "\n"


def read_run(path: Path) -> RunResult:
    """Read a run that `--json` wrote.

    Raises:
        UserError: The file cannot be read, or is no such run.
    """
    try:
        return RunResult.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UserError(f"cannot read {path}: {error.strerror}") from error
    except ValidationError as error:
        raise UserError(f"{path} is not a result of `shopassist eval dialogues --json`") from error
