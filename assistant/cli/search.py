"""`shopassist search`: what retrieval returns for a query, with its scores."""

import json
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from assistant.cli.options import DATA_DIR
from assistant.settings import Settings
from retrieval.filters import Constraints
from retrieval.money import format_money
from retrieval.product import Product
from retrieval.search import Hit, SearchResult


def search(
    query: Annotated[str, typer.Argument(help="What to look for.")],
    data_dir: DATA_DIR = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=100, help="The most products.")] = 10,
    price_min: Annotated[float | None, typer.Option(min=0)] = None,
    price_max: Annotated[float | None, typer.Option(min=0)] = None,
    brand: Annotated[str | None, typer.Option()] = None,
    category: Annotated[str | None, typer.Option()] = None,
    color: Annotated[str | None, typer.Option()] = None,
    in_stock: Annotated[bool, typer.Option("--in-stock", help="Only what is in stock.")] = False,
) -> None:
    """Search the indexed products and show what was found, with scores."""
    from assistant.factory import open_index  # takes seconds, and `--help` needs none of it

    settings = Settings.for_data_dir(data_dir)
    constraints = Constraints.model_validate(
        {
            "price_min": price_min,
            "price_max": price_max,
            "brand": brand,
            "category": category,
            "color": color,
            "in_stock": in_stock or None,
        }
    )
    index = open_index(settings)
    found = index.search(query, constraints, limit=limit)
    if as_json:
        typer.echo(json.dumps(_as_json(query, found), ensure_ascii=False, indent=2))
    else:
        _show(found, Console())


def _as_json(query: str, found: SearchResult) -> dict[str, Any]:
    return {
        "query": query,
        "carries": found.carries,
        "hits": [
            {
                "id": hit.product.id,
                "title": hit.product.title,
                "score": hit.score,
                "relevance": hit.relevance,
                "similarity": hit.similarity,
                "price": _price(hit.product),
                "in_stock": hit.product.in_stock,
            }
            for hit in found.hits
        ],
    }


def _price(product: Product) -> dict[str, Any] | None:
    return product.offer_price.model_dump(mode="json") if product.offer_price else None


def _show(found: SearchResult, console: Console) -> None:
    if not found.carries:
        console.print("The shop does not seem to carry that; the nearest it has:")
    table = Table("score", "relevance", "id", "title", "price", "stock")
    for hit in found.hits:
        table.add_row(*_row(hit))
    console.print(table)


def _row(hit: Hit) -> list[str]:
    price = hit.product.offer_price
    return [
        f"{hit.score:.4f}",
        f"{hit.relevance:.2f}",
        hit.product.id,
        hit.product.title,
        format_money(price) if price else "",
        "yes" if hit.product.in_stock else "no",
    ]
