"""`shopassist eval make-queries`: judged queries for a shop that has none."""

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("make-queries")(make_queries)


def make_queries(
    feed: Annotated[list[Path], typer.Argument(help="The shop's feed.", metavar="FILE...")],
    out: Annotated[Path, typer.Option(help="The folder to write to.")],
    of: Annotated[
        str, typer.Option(help="categories (taken out of the products), or titles.")
    ] = "categories",
) -> None:
    """Make judged queries of a feed, to measure search where nobody has judged any.

    Index the written products.jsonl into a data directory of its own, then run eval retrieval.
    """
    from eval.made_queries import KINDS
    from retrieval.errors import UserError
    from retrieval.feeds import Rejection, read_products

    if of not in KINDS:
        raise UserError(f"--of {of}: choose {' or '.join(KINDS)}")
    products = [each for each in read_products(feed) if not isinstance(each, Rejection)]
    made = KINDS[of](products)
    if not made.queries:
        raise UserError(f"no queries can be made of the {of} of these {len(products)} products")
    try:
        made.write(out)
    except OSError as error:
        raise UserError(f"cannot write to {out}: {error.strerror}") from error
    typer.echo(f"{len(made.queries)} queries for {len(made.products)} products in {out}")
