"""The tables of `orders.db`: one row a record, with the columns that records are found by."""

import unicodedata
from pathlib import Path

from sqlalchemy import Connection, Table, event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from retrieval.database import Database, open_database

ORDERS_FILE = "orders.db"


class Base(DeclarativeBase):
    """The declarative base of `orders.db`."""


class RecordRow(Base):
    """What users, orders and products have in common.

    `record` is the pydantic record as JSON, `version` counts its changes, `source` is the digest
    of the imported record, so that a rerun of an unchanged import leaves changes made here alone.
    """

    __abstract__ = True

    id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    record: Mapped[str]
    source: Mapped[str]


class UserRow(RecordRow):
    """A shopper, found by e-mail or by name and zip, both folded by `fold`."""

    __tablename__ = "users"

    email: Mapped[str] = mapped_column(index=True)
    full_name: Mapped[str] = mapped_column(index=True)
    zip: Mapped[str]


class OrderRow(RecordRow):
    """An order, found by its number or its shopper."""

    __tablename__ = "orders"

    user_id: Mapped[str] = mapped_column(index=True)


class ProductRow(RecordRow):
    """A product with its variants."""

    __tablename__ = "products"

    name: Mapped[str]


class VariantRow(Base):
    """Which product a variant belongs to."""

    __tablename__ = "variants"

    item_id: Mapped[str] = mapped_column(primary_key=True)
    product_id: Mapped[str] = mapped_column(index=True)


class OperationRow(Base):
    """A WRITE that was asked for under an idempotency key, and what came of it."""

    __tablename__ = "operations"

    key: Mapped[str] = mapped_column(primary_key=True)
    request: Mapped[str]
    change: Mapped[str | None]
    refusal_code: Mapped[str | None]
    refusal: Mapped[str | None]


class AuditRow(Base):
    """One entry of the audit trail; the database itself refuses to change or delete it."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str] = mapped_column(index=True)
    conversation_id: Mapped[str] = mapped_column(index=True)
    shopper_id: Mapped[str | None]
    kind: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str | None]
    outcome: Mapped[str]
    arguments: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]
    confirmation: Mapped[str | None]


@event.listens_for(AuditRow.__table__, "after_create")
def _forbid_changes(_table: Table, connection: Connection, **_: object) -> None:
    for verb in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(
            f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
        )


def fold(text: str) -> str:
    """The form in which names and e-mail addresses compare: no case, no accents.

    >>> fold(" José@Example.com ")
    'jose@example.com'
    """
    decomposed = unicodedata.normalize("NFKD", text.strip())
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def full_name_key(first_name: str, last_name: str) -> str:
    """The key that a shopper's name is found by; both parts count on their own."""
    return f"{fold(first_name)}\n{fold(last_name)}"


def open_orders(data_dir: Path) -> Database:
    """Open (or make) the order database of that data directory."""
    return open_database(data_dir / ORDERS_FILE, Base)
