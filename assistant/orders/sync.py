"""Brings the tables to what an import holds, leaving alone what has not changed in it."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assistant.orders.records import Order, Product, Record, User
from assistant.orders.tables import (
    OrderRow,
    ProductRow,
    RecordRow,
    UserRow,
    VariantRow,
    fold,
    full_name_key,
)


def replace_records(
    session: Session,
    users: Mapping[str, User],
    orders: Mapping[str, Order],
    products: Mapping[str, Product],
    keep: Collection[tuple[str, str]],
) -> None:
    """Make the tables hold these records; the places in `keep` stay as they are."""
    _sync(session, UserRow, [_user_row(user) for user in users.values()], keep)
    _sync(session, OrderRow, [_order_row(order) for order in orders.values()], keep)
    _sync(session, ProductRow, [_product_row(product) for product in products.values()], keep)
    session.execute(delete(VariantRow))
    session.add_all(_variant_rows(products.values()))


def _sync(
    session: Session,
    table: type[RecordRow],
    rows: Iterable[RecordRow],
    keep: Collection[tuple[str, str]],
) -> None:
    old = {row.id: row for row in session.scalars(select(table))}
    for row in rows:
        before = old.pop(row.id, None)
        if before is None:
            session.add(row)
        elif before.source != row.source:
            row.version = before.version + 1
            session.merge(row)
    for gone in old.values():
        if (table.__tablename__, gone.id) not in keep:
            session.delete(gone)


def _columns(record: Record, record_id: str) -> dict[str, str]:
    text = record.model_dump_json()
    return {"id": record_id, "record": text, "source": hashlib.sha256(text.encode()).hexdigest()}


def _user_row(user: User) -> UserRow:
    return UserRow(
        **_columns(user, user.user_id),
        email=fold(user.email),
        full_name=full_name_key(user.name.first_name, user.name.last_name),
        zip=user.address.zip,
    )


def _order_row(order: Order) -> OrderRow:
    return OrderRow(**_columns(order, order.order_id), user_id=order.user_id)


def _product_row(product: Product) -> ProductRow:
    return ProductRow(**_columns(product, product.product_id), name=product.name)


def _variant_rows(products: Iterable[Product]) -> Iterator[VariantRow]:
    # Where two products claim one item id, the first has it, as in the public domain.
    first: dict[str, str] = {}
    for product in products:
        for item_id in product.variants:
            first.setdefault(item_id, product.product_id)
    for item_id, product_id in first.items():
        yield VariantRow(item_id=item_id, product_id=product_id)
