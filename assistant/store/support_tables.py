"""Tables of the support console, in the same file as the conversations.

They are made when a store is opened, so that a file of an earlier version gains them by itself.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from assistant.store.tables import Base, UtcDateTime


class StaffRow(Base):
    """Someone who may log in at the console under a name of their own."""

    __tablename__ = "staff"

    name: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    password_hash: Mapped[str]
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class LiveSettingRow(Base):
    """A setting that was changed at the console; `value` is JSON."""

    __tablename__ = "live_settings"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class CannedReplyRow(Base):
    """A reply that agents send often; `{...}` in it stands for a variable."""

    __tablename__ = "canned_replies"

    title: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)


class SuggestionRow(Base):
    """What the assistant drafted for an agent, and what the agent sent instead.

    `turn` is the drafted `Turn` as JSON, with the evidence that both rest on. Erasing the
    conversation erases it.
    """

    __tablename__ = "suggestions"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    agent: Mapped[str]
    draft: Mapped[str] = mapped_column(Text)
    sent: Mapped[str] = mapped_column(Text)
    turn: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class TrailRow(Base):
    """What was done at the console beside conversations; lines are only ever added."""

    __tablename__ = "console_trail"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    actor: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[str] = mapped_column(Text)
