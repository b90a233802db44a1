"""`shopassist ask`: one turn, in the terminal."""

import asyncio
import json
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from assistant.cli.options import DATA_DIR
from assistant.events import CardsReady, TextReady, TurnFinished
from assistant.settings import Settings
from assistant.state import Card, Conversation, Turn
from retrieval.money import format_money

if TYPE_CHECKING:
    from assistant.turn import ShopAssistant


def ask(
    message: Annotated[str, typer.Argument(help="What a shopper would write.")],
    data_dir: DATA_DIR = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Understanding, evidence, reply, checks, timings.")
    ] = False,
    with_model: Annotated[
        bool, typer.Option("--model/--no-model", help="Let the model write, or a template.")
    ] = True,
) -> None:
    """Answer one message and show how the answer came about."""
    # Imported here: they take seconds, and `--help` needs none of it.
    from assistant.factory import build_assistant, open_index
    from assistant.models.vllm_process import running_model

    settings = Settings.for_data_dir(data_dir)
    index = open_index(settings)
    console = Console(stderr=as_json)
    if not with_model:
        turn = asyncio.run(_respond(build_assistant(settings, index), message, console, as_json))
    else:
        with running_model(settings, lambda line: console.print(f"[dim]{line}[/dim]")) as model:
            assistant = build_assistant(settings, index, model)
            turn = asyncio.run(_respond(assistant, message, console, as_json))
    if as_json:
        typer.echo(_as_json(turn))


async def _respond(assistant: "ShopAssistant", message: str, console: Console, quiet: bool) -> Turn:
    turn: Turn | None = None
    async for event in assistant.respond(Conversation(id="terminal"), message):
        if isinstance(event, TurnFinished):
            turn = event.turn
        elif isinstance(event, CardsReady) and not quiet:
            for card in event.cards:
                console.print(_card_line(card), highlight=False)
        elif isinstance(event, TextReady) and not quiet:
            console.print(event.text, end="", markup=False, highlight=False, soft_wrap=True)
    if turn is None:
        raise RuntimeError("the turn ended without its last event")
    console.print()
    return turn


def _card_line(card: Card) -> str:
    price = card.sale_price or card.price
    shown = format_money(price) if price else "no price"
    stock = "in stock" if card.in_stock else "out of stock"
    return f"  [bold]{card.title}[/bold]  {shown}  {stock}  [dim]{card.id}[/dim]"


def _as_json(turn: Turn) -> str:
    shown = turn.model_copy(
        update={"evidence": turn.evidence.model_copy(update={"products": [], "passages": []})}
    ).model_dump(mode="json", exclude={"client_message_id", "created_at"})
    shown["evidence"] |= {
        "products": turn.evidence.product_ids(),
        "passages": [passage.source for passage in turn.evidence.passages],
    }
    return json.dumps(shown, ensure_ascii=False, indent=2)
