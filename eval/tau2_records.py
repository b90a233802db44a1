"""Reads the records of an order desk for comparison with those of the public domain."""

import json
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from assistant.orders.records import Order, User
from assistant.orders.tables import OrderRow, UserRow
from retrieval.database import Database

# What a shop may add to an order, and the public layout does not have.
_SHOP_FIELDS = {"placed_at", "delivered_at", "currency"}


def stored(database: Database) -> dict[tuple[str, str], str]:
    """Return every order and user as stored, by section and id."""
    with database.session(read_only=True) as session:
        return {
            (table.__tablename__, row_id): record
            for table in (OrderRow, UserRow)
            for row_id, record in session.execute(select(table.id, table.record))
        }


def changed(
    before: dict[tuple[str, str], str], after: dict[tuple[str, str], str]
) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the records that differ, as they are after, in the public layout."""
    changed_records = {}
    for place, text in after.items():
        if before[place] != text:
            record = (Order if place[0] == "orders" else User).model_validate_json(text)
            changed_records[place] = record.model_dump(exclude=_SHOP_FIELDS)
    return changed_records


def numbers(value: Any) -> Any:  # noqa: ANN401
    """Return the value with every number as a decimal without the noise of binary fractions."""
    if isinstance(value, dict):
        return {key: numbers(item) for key, item in value.items()}
    if isinstance(value, list):
        return [numbers(item) for item in value]
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return Decimal(str(value)).quantize(Decimal("1e-9"))
    return value


def plain(record: dict[str, Any]) -> dict[str, Any]:
    """Return the record as JSON would hold it."""
    return dict(json.loads(json.dumps(record, default=float)))
