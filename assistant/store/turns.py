"""Replies while they are made: one at a time a conversation, kept event by event."""

from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session, aliased

from assistant.errors import ConflictError
from assistant.state import Conversation, Turn
from assistant.store.base import StoreContext, conversation_row
from assistant.store.cart import set_quantities
from assistant.store.events import append_events, read_progress
from assistant.store.handover import ASSISTANT, queue
from assistant.store.loading import load_conversation, store_conversation
from assistant.store.records import DONE, LEASE, QUEUED, RUNNING, UNFINISHED, Progress, TurnKey
from assistant.store.tables import ConversationRow, TurnRow

_ASSISTANT_MAY_SPEAK = ("assistant", "waiting")


class NotTheOwnerError(Exception):
    """The assistant may not speak in this conversation (any more): an agent took it, or it is over.

    Nothing of what the assistant wanted to say was stored. `owner` is who may speak instead.
    """

    def __init__(self, owner: str) -> None:
        super().__init__(f"the conversation is with: {owner}")
        self.owner = owner


class Turns:
    """The turns of all conversations; each call is one transaction."""

    def __init__(self, context: StoreContext) -> None:
        self._context = context

    def begin(self, key: TurnKey) -> Conversation | None:
        """Start answering; None while an earlier message still waits for its reply.

        Raises:
            NotTheOwnerError: The conversation is an agent's, or closed, or erased.
            ConflictError: Another process has taken this turn over.
        """
        now = self._context.clock()
        with self._context.database.session() as session:
            _must_own(session, key)
            _renew(session, key, now, status=QUEUED)
            earlier = aliased(TurnRow)
            waits = session.scalar(
                select(
                    exists().where(
                        earlier.conversation_id == key.conversation_id,
                        earlier.id < key.turn_id,
                        earlier.status.in_(UNFINISHED),
                        earlier.lease_until > now,
                    )
                )
            )
            if waits:
                return None
            _renew(session, key, now, status=RUNNING)
            return load_conversation(session, key.conversation_id)

    def append(self, key: TurnKey, events: list[str]) -> None:
        """Keep events that are about to be sent: what is not kept must not be sent.

        Raises:
            NotTheOwnerError: The assistant may not speak any more.
            ConflictError: Another process has taken this turn over.
        """
        with self._context.database.session() as session:
            _must_own(session, key)
            _renew(session, key, self._context.clock(), status=RUNNING)
            append_events(session, key.turn_id, events)
        self._context.changes.notify(key.conversation_id)

    def save_turn(
        self, key: TurnKey, turn: Turn, conversation: Conversation, closing: list[str]
    ) -> None:
        """Store the reply, the conversation as it now stands and the last events, or nothing.

        Args:
            key: The try that made the reply.
            turn: The reply, with all that it rests on.
            conversation: The conversation after it.
            closing: Events that end the stream.

        Raises:
            NotTheOwnerError: The assistant may not speak any more.
            ConflictError: Another process has taken this turn over.
        """
        with self._context.database.session() as session:
            _must_own(session, key)
            row = session.get_one(TurnRow, key.turn_id)
            row.status = DONE
            row.record = turn.model_copy(
                update={"client_message_id": row.client_message_id, "created_at": row.created_at}
            ).model_dump_json()
            row.intent = turn.understanding.intent
            row.failed_checks = sum(check.outcome != "sent" for check in turn.checks)
            owner_row = conversation_row(session, key.conversation_id)
            if turn.evidence.handoff and owner_row.owner == ASSISTANT:
                reason = turn.evidence.handoff_reason
                queue(self._context, session, owner_row, conversation, by=ASSISTANT, reason=reason)
            owner_row.language = turn.understanding.language
            owner_row.updated_at = self._context.clock()
            store_conversation(owner_row, conversation)
            # The lines that the turn set, and no others: a button may have changed those meanwhile.
            set_quantities(session, key.conversation_id, turn.evidence.cart_changes)
            append_events(session, key.turn_id, closing)
        self._context.changes.notify(key.conversation_id)

    def close(self, key: TurnKey, status: str, closing: list[str]) -> None:
        """End a turn that has no reply: `failed`, or `unanswered` because an agent answers.

        Nothing happens where the conversation was erased or another process took the turn over.
        """
        with self._context.database.session() as session:
            row = session.get(TurnRow, key.turn_id)
            if row is None or row.attempt != key.attempt:
                return
            row.status = status
            append_events(session, key.turn_id, closing)
        self._context.changes.notify(key.conversation_id)

    def progress(self, turn_id: int, attempt: int, after: int) -> Progress:
        """What was sent since, and whether more will come.

        Args:
            turn_id: The turn.
            attempt: The try that the caller has seen so far.
            after: Number of the last event seen of that try; 0: none.

        Raises:
            NotFoundError: The conversation was erased.
        """
        with self._context.database.session(read_only=True) as session:
            return read_progress(session, turn_id, attempt, after, self._context.clock())


def _must_own(session: Session, key: TurnKey) -> None:
    """Make sure that the assistant may still answer this message, in this very try."""
    found = session.execute(
        select(TurnRow.attempt, ConversationRow.owner)
        .join(ConversationRow, ConversationRow.id == TurnRow.conversation_id)
        .where(TurnRow.id == key.turn_id)
    ).first()
    if found is None:
        raise NotTheOwnerError("closed")
    if found.owner not in _ASSISTANT_MAY_SPEAK:
        raise NotTheOwnerError(found.owner)
    if found.attempt != key.attempt:
        raise ConflictError("this message is being answered by another process")


def _renew(session: Session, key: TurnKey, now: datetime, status: str) -> None:
    session.execute(
        update(TurnRow)
        .where(TurnRow.id == key.turn_id)
        .values(lease_until=now + LEASE, status=status)
        .execution_options(synchronize_session=False)
    )
