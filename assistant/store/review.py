"""Looking back at conversations: lists, transcripts, feedback and what happened when."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from assistant.errors import NotFoundError
from assistant.state import Conversation, Turn
from assistant.store.base import StoreContext, conversation_row
from assistant.store.desk import as_entry
from assistant.store.filter import Filter
from assistant.store.records import Entry, Feedback, Rating, StoredTurn, Summary, Transcript
from assistant.store.statistics import Statistics, read_statistics, tokens_since
from assistant.store.summary import summary
from assistant.store.tables import ConversationRow, EntryRow, FeedbackRow, TurnRow


class Review:
    """The reading side of the store, and the shopper's verdict on a reply."""

    def __init__(self, context: StoreContext) -> None:
        self._context = context

    def page(
        self, wanted: Filter | None = None, *, limit: int = 50, offset: int = 0
    ) -> list[Summary]:
        """One page of conversations: those that wait, longest first, then the last used first."""
        waiting = ConversationRow.owner == "waiting"
        with self._context.database.session(read_only=True) as session:
            rows = session.scalars(
                select(ConversationRow)
                .where(*(wanted or Filter()).conditions())
                .order_by(
                    waiting.desc(),
                    case((waiting, ConversationRow.owner_since)),
                    ConversationRow.updated_at.desc(),
                    ConversationRow.id,
                )
                .limit(limit)
                .offset(offset)
            ).all()
            return [summary(session, row) for row in rows]

    def counts(self) -> dict[str, int]:
        """How many conversations each owner has; owners without any are left out."""
        number = func.count(ConversationRow.id)
        with self._context.database.session(read_only=True) as session:
            found = session.execute(
                select(ConversationRow.owner, number).group_by(ConversationRow.owner)
            )
            return {owner: count for owner, count in found}  # noqa: C416 - rows are no pairs to mypy

    def statistics(self, since: datetime) -> Statistics:
        """How the assistant has done from a moment on."""
        with self._context.database.session(read_only=True) as session:
            return read_statistics(session, since)

    def tokens_since(self, since: datetime) -> int:
        """How many tokens the model has read and written from a moment on."""
        with self._context.database.session(read_only=True) as session:
            return tokens_since(session, since)

    def languages(self) -> list[str]:
        """The languages of all conversations, in alphabetical order."""
        found = select(ConversationRow.language).distinct().order_by(ConversationRow.language)
        with self._context.database.session(read_only=True) as session:
            return list(session.scalars(found))

    def transcript(self, conversation_id: str) -> Transcript:
        """Everything that was said.

        Raises:
            NotFoundError: There is no such conversation.
        """
        with self._context.database.session(read_only=True) as session:
            row = conversation_row(session, conversation_id)
            found = session.execute(
                select(TurnRow, FeedbackRow)
                .outerjoin(FeedbackRow, FeedbackRow.turn_id == TurnRow.id)
                .where(TurnRow.conversation_id == conversation_id)
                .order_by(TurnRow.id)
            )
            turns = [_stored_turn(turn, feedback) for turn, feedback in found]
            return Transcript(
                conversation_id=row.id,
                owner=row.owner,  # type: ignore[arg-type] # only owners are stored
                agent=row.agent,
                language=row.language,
                shopper=Conversation.model_validate_json(row.state).shopper,
                created_at=row.created_at,
                updated_at=row.updated_at,
                turns=turns,
                entries=_entries(session, conversation_id, after=0, kinds=None),
            )

    def entries(self, conversation_id: str, after: int, kinds: Sequence[str]) -> list[Entry]:
        """Lines of the audit trail of these kinds with a higher id, oldest first.

        Raises:
            NotFoundError: There is no such conversation (any more).
        """
        with self._context.database.session(read_only=True) as session:
            conversation_row(session, conversation_id)
            return _entries(session, conversation_id, after, kinds)

    def rate(
        self,
        conversation_id: str,
        client_message_id: str,
        rating: Rating,
        reason: str | None = None,
        comment: str | None = None,
    ) -> None:
        """Keep the shopper's verdict on the reply to this message; a second one replaces it.

        Raises:
            NotFoundError: There is no such message.
        """
        with self._context.database.session() as session:
            turn_id = session.scalar(
                select(TurnRow.id).where(
                    TurnRow.conversation_id == conversation_id,
                    TurnRow.client_message_id == client_message_id,
                )
            )
            if turn_id is None:
                raise NotFoundError("there is no such message in this conversation")
            at = self._context.clock()
            session.merge(
                FeedbackRow(turn_id=turn_id, rating=rating, reason=reason, comment=comment, at=at)
            )
            self._context.note(session, conversation_id, "feedback", "shopper", rating)
        self._context.changes.notify(conversation_id)


def _entries(
    session: Session, conversation_id: str, after: int, kinds: Sequence[str] | None
) -> list[Entry]:
    query = select(EntryRow).where(EntryRow.conversation_id == conversation_id, EntryRow.id > after)
    if kinds is not None:
        query = query.where(EntryRow.kind.in_(kinds))
    return [as_entry(row) for row in session.scalars(query.order_by(EntryRow.id))]


def _stored_turn(row: TurnRow, feedback: FeedbackRow | None) -> StoredTurn:
    return StoredTurn(
        client_message_id=row.client_message_id,
        message=row.message,
        status=row.status,
        at=row.created_at,
        turn=Turn.model_validate_json(row.record) if row.record else None,
        feedback=feedback
        and Feedback(feedback.rating, feedback.reason, feedback.comment, feedback.at),  # type: ignore[arg-type] # only ratings are stored
    )
