"""The run as one self-contained HTML page: tiles, a filter, every dialogue as a chat."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from eval.dialogues.results import RunResult
from eval.records import ShopRecords


def as_html(run: RunResult, records: ShopRecords) -> str:
    """Return the run as one HTML page that needs nothing from elsewhere.

    Args:
        run: The result.
        records: The shop's records, for the titles and prices of the cards that were shown.
    """
    environment = Environment(
        loader=PackageLoader("eval.dialogues.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    turns = [turn for dialogue in run.dialogues for turn in dialogue.turns]
    slowest = sorted(turn.timings.total for turn in turns if turn.timings.total is not None)
    return environment.get_template("report.html.j2").render(
        run=run,
        products=records.products,
        turns=len(turns),
        median_ms=slowest[len(slowest) // 2] if slowest else None,
    )
