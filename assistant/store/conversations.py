"""The conversations of a shop: begun, found again by their token, erased."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import delete, text

from assistant.errors import ForbiddenError
from assistant.state import Conversation, Shopper
from assistant.store.base import StoreContext, conversation_row
from assistant.store.cart import Carts
from assistant.store.changes import Changes
from assistant.store.desk import Desk
from assistant.store.inbox import Inbox
from assistant.store.loading import load_conversation, store_conversation
from assistant.store.review import Review
from assistant.store.tables import Base, ConversationRow
from assistant.store.turns import Turns
from retrieval.database import open_database

FILE_NAME = "conversations.db"


def _now() -> datetime:
    return datetime.now(UTC)


class ConversationStore:
    """Conversations in SQLite; safe to use from several threads and processes.

    Its rooms: `inbox` takes messages in, `turns` keeps replies while they are made, `carts` what
    is to be bought, `desk` is the agents', `review` reads and rates. `changes` wakes whoever
    waits for news.

    Every call blocks for as long as SQLite takes: call from a thread in async code.

    >>> from tempfile import mkdtemp
    >>> store = ConversationStore(Path(mkdtemp()))
    >>> conversation_id, token = store.create()
    >>> store.authenticate(conversation_id, token).owner
    'assistant'
    """

    def __init__(self, data_dir: Path, clock: Callable[[], datetime] = _now) -> None:
        """Open the store of this data directory; it is made where missing.

        Args:
            data_dir: The data directory.
            clock: Says what time it is, with its zone.

        Raises:
            UserError: The directory cannot be used.
        """
        self._database = open_database(data_dir / FILE_NAME, Base)
        self.changes = Changes()
        self._context = StoreContext(self._database, self.changes, clock)
        self.inbox = Inbox(self._context)
        self.turns = Turns(self._context)
        self.carts = Carts(self._context)
        self.desk = Desk(self._context)
        self.review = Review(self._context)

    def create(
        self, shopper: Shopper | None = None, page_product: str | None = None
    ) -> tuple[str, str]:
        """Begin a conversation.

        Returns:
            Its id and its token; the token is not kept and cannot be had again.
        """
        conversation_id, token = secrets.token_urlsafe(16), secrets.token_urlsafe(32)
        conversation = Conversation(
            id=conversation_id, shopper=shopper or Shopper(), page_product=page_product
        )
        now = self._context.clock()
        row = ConversationRow(
            id=conversation_id,
            token_hash=_hash(token),
            owner="assistant",
            owner_since=now,
            language="en",
            shopper_id=conversation.shopper.id,
            created_at=now,
            updated_at=now,
        )
        store_conversation(row, conversation)
        with self._database.session() as session:
            session.add(row)
            self._context.note(session, conversation_id, "created", "shopper")
        return conversation_id, token

    def authenticate(self, conversation_id: str, token: str) -> Conversation:
        """Return the conversation if this is its token.

        Raises:
            NotFoundError: There is no such conversation.
            ForbiddenError: The token is not the conversation's.
        """
        with self._database.session(read_only=True) as session:
            row = conversation_row(session, conversation_id)
            if not hmac.compare_digest(row.token_hash, _hash(token)):
                raise ForbiddenError("this conversation needs its token")
            return load_conversation(session, conversation_id)

    def delete(self, conversation_id: str) -> None:
        """Erase the conversation with everything that was said in it; nothing of it is kept.

        Raises:
            NotFoundError: There is no such conversation.
        """
        with self._database.session() as session:
            conversation_row(session, conversation_id)
            # Overwrites the freed pages: erased words are not to be found in the file either.
            session.execute(text("PRAGMA secure_delete=ON"))
            session.execute(delete(ConversationRow).where(ConversationRow.id == conversation_id))
        self._empty_log()
        self.changes.notify(conversation_id)

    def close(self) -> None:
        """Give the database back."""
        self._database.close()

    def _empty_log(self) -> None:
        """Move the write-ahead log into the file and cut it: it still holds the erased words."""
        connection = self._database.engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()


def _hash(token: str) -> str:
    """Hash a token; it is long and random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()
