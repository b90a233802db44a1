"""Messages of shoppers: each is taken in once, however often a client sends it."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assistant.errors import ConflictError, TooManyRequestsError
from assistant.store.base import StoreContext, conversation_row
from assistant.store.records import FAILED, LEASE, QUEUED, UNFINISHED, Accepted, TurnKey
from assistant.store.tables import ConversationRow, TurnEventRow, TurnRow

MAX_WAITING = 4
"""Messages of one conversation that may wait for their reply at the same time."""


class Inbox:
    """Where messages arrive; each call is one transaction."""

    def __init__(self, context: StoreContext) -> None:
        self._context = context

    def accept(self, conversation_id: str, client_message_id: str, message: str) -> Accepted:
        """Take in a message, once: a retry finds the turn of the first try.

        A turn that failed, or whose process died, is started anew by a retry.

        Raises:
            ConflictError: The id stands for another message, or the conversation is closed.
            TooManyRequestsError: Too many messages of this conversation wait for their reply.
        """
        with self._context.database.session() as session:
            conversation = conversation_row(session, conversation_id)
            row = session.scalar(
                select(TurnRow).where(
                    TurnRow.conversation_id == conversation_id,
                    TurnRow.client_message_id == client_message_id,
                )
            )
            if row is None:
                row = self._add(session, conversation, client_message_id, message)
                fresh = True
            else:
                fresh = self._retry(session, row, message)
            return Accepted(_key(row), fresh)

    def _add(
        self, session: Session, conversation: ConversationRow, client_message_id: str, message: str
    ) -> TurnRow:
        now = self._context.clock()
        if conversation.owner == "closed":
            raise ConflictError("this conversation is closed; start a new one")
        unfinished = select(TurnRow.id).where(
            TurnRow.conversation_id == conversation.id,
            TurnRow.status.in_(UNFINISHED),
            TurnRow.lease_until > now,
        )
        if len(session.scalars(unfinished).all()) >= MAX_WAITING:
            raise TooManyRequestsError("please wait for the replies to your earlier messages")
        row = TurnRow(
            conversation_id=conversation.id,
            client_message_id=client_message_id,
            message=message,
            status=QUEUED,
            attempt=1,
            lease_until=now + LEASE,
            failed_checks=0,
            created_at=now,
        )
        conversation.updated_at = now
        session.add(row)
        session.flush()
        return row

    def _retry(self, session: Session, row: TurnRow, message: str) -> bool:
        if row.message != message:
            raise ConflictError("this client_message_id was already used for another message")
        now = self._context.clock()
        abandoned = row.status in UNFINISHED and row.lease_until <= now
        if row.status != FAILED and not abandoned:
            return False
        row.status, row.attempt, row.lease_until = QUEUED, row.attempt + 1, now + LEASE
        session.execute(delete(TurnEventRow).where(TurnEventRow.turn_id == row.id))
        return True


def _key(row: TurnRow) -> TurnKey:
    return TurnKey(row.conversation_id, row.id, row.client_message_id, row.message, row.attempt)
