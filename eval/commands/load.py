"""`shopassist eval load`: many shoppers at once against a running server."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import DATA_DIR

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from eval.load.levels import Level

_PATIENCE = 300.0
"""Seconds without a byte after which a message counts as failed."""
_LEVELS = [1, 4, 8, 16, 32]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("load")(load)


def load(
    paths: Annotated[list[Path], typer.Argument(help="Dialogue scripts: what the shoppers say.")],
    url: Annotated[str, typer.Option(help="The server's address.")] = "http://127.0.0.1:8080",
    shoppers: Annotated[
        list[int] | None,
        typer.Option(min=1, help="Shoppers at once; repeat it [default: 1, 4, 8, 16, 32]."),
    ] = None,
    think: Annotated[
        float, typer.Option(min=0, help="Seconds that a shopper thinks before each message.")
    ] = 0.0,
    llm_url: Annotated[
        str | None,
        typer.Option(help="vLLM's address, with /v1: the same prompts go straight to it, too."),
    ] = None,
    expected: Annotated[
        int, typer.Option(min=1, help="Shoppers to say the number of model servers for.")
    ] = 1_000,
    speed: Annotated[
        float | None,
        typer.Option(help="Tokens a second of a server, for that number; left out: as measured."),
    ] = None,
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Write the report here, for programs.")
    ] = None,
    plot_out: Annotated[
        Path | None, typer.Option("--plot", help="Draw it here (.svg, .png, .pdf).")
    ] = None,
    data_dir: DATA_DIR = None,
) -> None:
    """Let shoppers talk to a running server at once and time what they see.

    Their expectations are not checked. The server limits how much an address may ask for: start
    it with SHOPASSIST_REQUESTS_PER_MINUTE=0. With --llm-url, the model's tokens a second are
    compared with those of the same prompts sent straight to vLLM, and its cache, queue and memory
    are read; --data-dir is then the server's. Exit status 1 where a message failed.
    """
    import asyncio
    import json
    from dataclasses import asdict

    from rich.console import Console

    from eval.dialogues.load import load_scripts
    from eval.dialogues.report.files import write_report
    from eval.load.plot import draw
    from eval.load.terminal import capacity_of, table_of

    dialogues = [
        [turn.shopper for turn in script.turns]
        for script in load_scripts(paths)
        if script.shopper.id is None  # only the shop's own pages can sign a shopper in
    ]
    requests = _recorded(data_dir, llm_url, dialogues) if llm_url else []

    def keep(levels: "Sequence[Level]") -> None:
        if json_out is not None:
            rows = [{**asdict(level), "ratio": level.ratio} for level in levels]
            write_report(json_out, json.dumps(rows, indent=2) + "\n")

    levels = asyncio.run(_run(url, dialogues, shoppers or _LEVELS, think, llm_url, requests, keep))
    if plot_out is not None:
        draw(levels, plot_out)
    console = Console()
    for level in levels:
        for reason, count in level.load.errors.items():
            console.print(f"failed: {count} x {reason}", markup=False)
    console.print(table_of(levels))
    if line := capacity_of(levels, expected, speed):
        console.print(line, highlight=False)
    if any(level.load.failed for level in levels):
        raise typer.Exit(1)


def _recorded(
    data_dir: Path | None, llm_url: str, dialogues: "Sequence[Sequence[str]]"
) -> "list[dict[str, Any]]":
    """Return the prompts that the dialogues lead to, for the model at that address."""
    import asyncio

    from assistant.factory import build_assistant, open_index
    from assistant.models.vllm_process import running_model
    from assistant.settings import Settings
    from eval.load.prompts import record_prompts

    settings = Settings.for_data_dir(data_dir).model_copy(update={"llm_base_url": llm_url})
    with running_model(settings, lambda _: None) as model:
        assistant = build_assistant(settings, open_index(settings))
        return asyncio.run(record_prompts(assistant, model, dialogues))


async def _run(
    url: str,
    dialogues: "Sequence[Sequence[str]]",
    levels: "Sequence[int]",
    think: float,
    llm_url: str | None,
    requests: "list[dict[str, Any]]",
    keep: "Callable[[Sequence[Level]], None]",
) -> "list[Level]":
    import httpx

    from eval.dialogues.report.terminal import progress_bar
    from eval.load.levels import BareModel, run_levels

    limits = httpx.Limits(max_connections=None)
    shop = httpx.AsyncClient(base_url=url, timeout=_PATIENCE, limits=limits)
    llm = httpx.AsyncClient(
        base_url=llm_url or "", timeout=_PATIENCE, limits=limits, trust_env=False
    )
    async with shop, llm:
        with progress_bar() as bar:
            shown = bar.add_task("Talking", total=len(levels) * sum(map(len, dialogues)))
            return await run_levels(
                shop,
                dialogues,
                levels,
                bare=BareModel(llm, requests) if llm_url else None,
                think_seconds=think,
                on_done=lambda: bar.advance(shown),
                on_level=keep,
            )
