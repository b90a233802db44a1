"""Imports users, orders and products with their variants from one JSON file."""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from assistant.orders.records import Order, Product, Record, User
from assistant.orders.sync import replace_records
from assistant.orders.tables import open_orders
from retrieval.errors import UserError

_log = logging.getLogger(__name__)
_Record = TypeVar("_Record", bound=Record)


@dataclass
class OrdersFile:
    """What a file held: good records by id, and why each bad one was rejected, by its place."""

    users: dict[str, User] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)
    rejected: dict[tuple[str, str], str] = field(default_factory=dict)


def import_orders(path: Path, data_dir: Path, report: Callable[[str], None] = _log.warning) -> int:
    """Make the order database of `data_dir` hold what the file holds.

    One transaction: a killed run leaves what was there. A record that is the same in the file
    as at the last import stays as the desk has made it since, so that a rerun undoes no
    cancellation. What is gone from the file goes; a rejected record stays as it was.

    Args:
        path: JSON with `users`, `orders` and `products`, each an object by id.
        data_dir: The data directory.
        report: Gets one line for each rejected record, with its place and the reason.

    Returns:
        The number of orders imported.

    Raises:
        UserError: The file cannot be read, or holds no good record.
    """
    found = read_orders(path)
    for (section, record_id), reason in found.rejected.items():
        report(f"{path}: {section}.{record_id}: {reason}")
    if found.rejected and not found.orders:
        raise UserError(f"{path}: not one order is right, nothing was imported")
    database = open_orders(data_dir)
    try:
        with database.session() as session:
            replace_records(session, found.users, found.orders, found.products, found.rejected)
    finally:
        database.close()
    return len(found.orders)


def read_orders(path: Path) -> OrdersFile:
    """Read and check an orders file.

    Raises:
        UserError: It cannot be opened, or is not JSON in that layout.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except OSError as error:
        raise UserError(f"cannot read {path}: {error.strerror}") from error
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise UserError(f"{path} is not JSON: {error}") from error
    found = OrdersFile()
    found.users = _records(path, content, "users", User, found)
    found.orders = _records(path, content, "orders", Order, found)
    found.products = _records(path, content, "products", Product, found)
    _reject_dangling(found)
    return found


def _records(
    path: Path, content: object, section: str, record: type[_Record], found: OrdersFile
) -> dict[str, _Record]:
    rows = content.get(section) if isinstance(content, dict) else None
    if not isinstance(rows, dict):
        raise UserError(f"{path} must hold an object with users, orders and products by id")
    good = {}
    for row_id, row in rows.items():
        try:
            good[row_id] = _checked(row_id, row, f"{section.removesuffix('s')}_id", record)
        except ValidationError as error:
            found.rejected[section, row_id] = "; ".join(
                f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()
            )
        except ValueError as error:
            found.rejected[section, row_id] = str(error)
    return good


def _checked(row_id: str, row: Any, id_field: str, record: type[_Record]) -> _Record:  # noqa: ANN401
    checked = record.model_validate(row)
    if getattr(checked, id_field) != row_id:
        raise ValueError(f"{id_field}: differs from the key that the record stands under")
    return checked


def _reject_dangling(found: OrdersFile) -> None:
    for order_id, order in list(found.orders.items()):
        user = found.users.get(order.user_id)
        methods = user.payment_methods if user else {}
        paid_with = {entry.payment_method_id for entry in order.payment_history}
        if user is None:
            reason = f"user_id: there is no good user {order.user_id}"
        elif missing := sorted(paid_with - methods.keys()):
            reason = f"payment_history: {order.user_id} has no {', '.join(missing)}"
        else:
            continue
        found.rejected["orders", order_id] = reason
        del found.orders[order_id]
