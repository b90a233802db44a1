"""`shopassist eval load`: many shoppers at once against a running server."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.table import Table

    from eval.load import LoadReport

_PATIENCE = 300.0
"""Seconds without a byte after which a message counts as failed."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("load")(load)


def load(
    paths: Annotated[list[Path], typer.Argument(help="Dialogue scripts: what the shoppers say.")],
    url: Annotated[str, typer.Option(help="The server's address.")] = "http://127.0.0.1:8080",
    shoppers: Annotated[int, typer.Option(min=1, help="Shoppers at the same time.")] = 8,
    think: Annotated[
        float, typer.Option(min=0, help="Seconds that a shopper thinks before each message.")
    ] = 0.0,
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Write the report here, for programs.")
    ] = None,
) -> None:
    """Let shoppers talk to a running server at once and time what they see.

    Their expectations are not checked. The server limits how much an address may ask for: start
    it with SHOPASSIST_REQUESTS_PER_MINUTE=0. Exit status 1 where a message failed.
    """
    import asyncio
    import json
    from dataclasses import asdict

    from rich.console import Console

    from eval.dialogues.load import load_scripts
    from eval.dialogues.report.files import write_report

    dialogues = [
        [turn.shopper for turn in script.turns]
        for script in load_scripts(paths)
        if script.shopper.id is None  # only the shop's own pages can sign a shopper in
    ]
    report = asyncio.run(_run(url, dialogues, shoppers, think))
    if json_out is not None:
        write_report(json_out, json.dumps(asdict(report), indent=2) + "\n")
    console = Console()
    for reason, count in report.errors.items():
        console.print(f"failed: {count} x {reason}", markup=False)
    console.print(_table(report))
    if report.failed:
        raise typer.Exit(1)


async def _run(url: str, dialogues: list[list[str]], shoppers: int, think: float) -> "LoadReport":
    import httpx

    from eval.dialogues.report.terminal import progress_bar
    from eval.load import run_load

    limits = httpx.Limits(max_connections=None)
    client = httpx.AsyncClient(base_url=url, timeout=_PATIENCE, limits=limits)
    async with client:
        with progress_bar() as bar:
            shown = bar.add_task("Talking", total=sum(map(len, dialogues)))
            return await run_load(
                client,
                dialogues,
                shoppers,
                think_seconds=think,
                on_done=lambda: bar.advance(shown),
            )


def _table(report: "LoadReport") -> "Table":
    from rich.table import Table

    table = Table("Load", "")
    table.columns[1].justify = "right"
    for name, value in {
        "shoppers at once": report.shoppers,
        "messages": report.messages,
        "failed": report.failed,
        "messages a second": report.messages_per_second,
        "tokens a second": report.tokens_per_second,
        "first card, p50 / p95 ms": report.first_card,
        "first sentence, p50 / p95 ms": report.first_sentence,
        "whole reply, p50 / p95 ms": report.total,
    }.items():
        table.add_row(name, str(value))
    return table
