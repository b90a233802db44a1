"""Reads the shop's records out of a data directory, by queries of its own, and changes nothing."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from pydantic_core import from_json

from assistant.orders.policy import load_policy
from assistant.orders.tables import ORDERS_FILE
from eval.passages import passages_of
from eval.records import ShopRecords
from retrieval.errors import IndexMissingError, UserError
from retrieval.generations import Generations
from retrieval.layout import CATALOG, passages_root, products_root
from retrieval.passage_index import read_passages
from retrieval.product import Product


def read_records(data_dir: Path, shop_name: str = "") -> ShopRecords:
    """Read catalog, FAQ, documents and orders as they are imported now.

    Args:
        data_dir: The data directory.
        shop_name: The name by which replies may call the shop.

    Returns:
        The records; without passages or orders where none were imported.

    Raises:
        IndexMissingError: There is no index of products.
        UserError: A file there is not what this program writes.
    """
    generation = Generations(products_root(data_dir)).current()
    if generation is None:
        raise IndexMissingError(
            f"no catalog in {data_dir}: run `shopassist index products FILE... "
            f"--data-dir {data_dir}` first"
        )
    products = _column(generation / CATALOG, "SELECT record FROM product ORDER BY position")
    return ShopRecords.of(
        [Product.model_validate_json(record) for record in products],
        passages=_passages(data_dir),
        orders=read_table(data_dir, "orders"),
        users=read_table(data_dir, "users"),
        shop_name=shop_name,
        return_fee=load_policy(data_dir).returns.fee.fixed,
    )


def _passages(data_dir: Path) -> tuple[str, ...]:
    generation = Generations(passages_root(data_dir)).current()
    if generation is None:
        return ()
    texts: list[str] = []
    for passage in read_passages(generation):
        if passage.kind == "faq":
            texts.append(f"{passage.title} {passage.text}")
        else:
            texts += passages_of(f"# {passage.title}\n\n{passage.text}")
    return tuple(texts)


def read_table(data_dir: Path, table: str) -> Mapping[str, Mapping[str, Any]]:
    """Return the records of "orders" or "users" by their id; none where no orders were imported."""
    path = data_dir / ORDERS_FILE
    if not path.exists():
        return {}
    keys = _column(path, f"SELECT id FROM {table} ORDER BY id")
    records = _column(path, f"SELECT record FROM {table} ORDER BY id")
    return {key: from_json(record) for key, record in zip(keys, records, strict=True)}


def _column(path: Path, query: str) -> list[str]:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            return [row[0] for row in database.execute(query)]
    except sqlite3.DatabaseError as error:
        raise UserError(f"{path} is not a database of this program: {error}") from error
