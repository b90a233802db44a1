"""Tables of the conversations: one file, `conversations.db` in the data directory."""

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, ForeignKey, Index, Text, TypeDecorator, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC; SQLite keeps no time zone, so it is put back on the way out."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Store the moment as naive UTC."""
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Return the moment with its zone."""
        return value and value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """The declarative base of this database, and of no other."""


class ConversationRow(Base):
    """One conversation; `state` is the `Conversation` without its turns, as JSON."""

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(primary_key=True)
    token_hash: Mapped[str]
    owner: Mapped[str]
    owner_since: Mapped[datetime] = mapped_column(UtcDateTime)
    agent: Mapped[str | None]
    language: Mapped[str]
    shopper_id: Mapped[str | None]
    state: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class TurnRow(Base):
    """One message and, once `status` is `done`, the `Turn` that answered it, as JSON.

    `lease_until` is how long the process that answers is believed to be alive.
    """

    __tablename__ = "turns"
    __table_args__ = (
        UniqueConstraint("conversation_id", "client_message_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    client_message_id: Mapped[str]
    message: Mapped[str] = mapped_column(Text)
    status: Mapped[str]
    attempt: Mapped[int]
    lease_until: Mapped[datetime] = mapped_column(UtcDateTime)
    intent: Mapped[str | None] = mapped_column(index=True)
    failed_checks: Mapped[int]
    record: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class TurnEventRow(Base):
    """What was sent of a turn, in order, so that a dropped client can take it up again."""

    __tablename__ = "turn_events"

    turn_id: Mapped[int] = mapped_column(
        ForeignKey("turns.id", ondelete="CASCADE"), primary_key=True
    )
    seq: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[str] = mapped_column(Text)


class FeedbackRow(Base):
    """What the shopper thought of a reply; the last word counts."""

    __tablename__ = "feedback"

    turn_id: Mapped[int] = mapped_column(
        ForeignKey("turns.id", ondelete="CASCADE"), primary_key=True
    )
    rating: Mapped[str]
    reason: Mapped[str | None]
    comment: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class CartLineRow(Base):
    """Some pieces of one product in a conversation's cart; what they cost, the catalog says."""

    __tablename__ = "cart_lines"
    __table_args__ = (UniqueConstraint("conversation_id", "product_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    product_id: Mapped[str]
    quantity: Mapped[int]


class EntryRow(Base):
    """What happened in a conversation beside its turns: the audit trail, and agents' messages."""

    __tablename__ = "entries"
    __table_args__ = (
        Index("entries_of_conversation", "conversation_id", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    kind: Mapped[str]
    actor: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
